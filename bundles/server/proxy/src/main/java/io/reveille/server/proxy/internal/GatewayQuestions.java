/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import com.google.gson.JsonObject;
import io.reveille.protocol.Step;
import io.reveille.server.proxy.internal.control.GatewayTalk;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayControl;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.Sessions;
import io.reveille.tunnel.ProxyTunnel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * People's questions to gateways. One that is woken for it is a session in the record, as those of
 * clients are.
 */
public final class GatewayQuestions implements GatewayControl {
    /** By what name budgets count them, and whose sessions they are. */
    static final String SOURCE = "status";

    private static final Duration ANSWER = Duration.ofSeconds(35);
    private static final int MOST_ENTRIES = 200;

    private final Registry registry;
    private final Sessions sessions;
    private final Rendezvous rendezvous;
    private final LiveTunnels tunnels;
    private final Duration waking;

    /**
     * @param waking how long a tunnel may take to come up
     */
    public GatewayQuestions(
            Registry registry,
            Sessions sessions,
            Rendezvous rendezvous,
            LiveTunnels tunnels,
            Duration waking) {
        this.registry = registry;
        this.sessions = sessions;
        this.rendezvous = rendezvous;
        this.tunnels = tunnels;
        this.waking = waking;
    }

    @Override
    public String status(String gatewayId, boolean wake) {
        return ask(gatewayId, GatewayTalk.question("status"), wake);
    }

    @Override
    public String audit(String gatewayId, OptionalLong before, int limit, boolean wake) {
        if (limit < 1 || limit > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "the limit must be 1 to %d, but is %d".formatted(MOST_ENTRIES, limit));
        }
        JsonObject question = GatewayTalk.question("audit");
        before.ifPresent(number -> question.addProperty("before", number));
        question.addProperty("limit", limit);
        return ask(gatewayId, question, wake);
    }

    private String ask(String gatewayId, JsonObject question, boolean wake) {
        Gateway gateway =
                registry.gateway(gatewayId)
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                "there is no gateway " + gatewayId));
        Optional<ProxyTunnel> up = tunnels.open(gatewayId);
        if (up.isEmpty() && !wake) {
            throw new IllegalStateException(
                    "gateway %s has no tunnel now: ask again with --wake to wake it"
                            .formatted(gatewayId));
        }
        ProxyTunnel tunnel = up.orElseGet(() -> woken(gateway));
        return await(
                        new GatewayTalk(tunnel).ask(question),
                        ANSWER,
                        "gateway %s has not answered".formatted(gatewayId))
                .toString();
    }

    private ProxyTunnel woken(Gateway gateway) {
        if (gateway.status() != GatewayStatus.ACTIVE) {
            throw new IllegalStateException("gateway " + gateway.id() + " is not active");
        }
        GatewayService service =
                gateway.services().stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "gateway %s offers no service to wake it for"
                                                        .formatted(gateway.id())));
        SessionRecorder session =
                sessions.open(
                        gateway.id(),
                        service.name(),
                        InetSocketAddress.createUnresolved(SOURCE, 0));
        session.step(Step.C, "to ask how it is");
        ServiceCall call = new ServiceCall(gateway.id(), service, SOURCE, session);
        rendezvous.find(call);
        try {
            ProxyTunnel tunnel =
                    await(
                            call.tunnel(),
                            waking.plus(ANSWER),
                            "gateway %s could not be woken".formatted(gateway.id()));
            session.end(Outcome.COMPLETED, "the tunnel is up");
            return tunnel;
        } catch (IllegalStateException e) {
            rendezvous.leave(call);
            session.end(
                    e.getCause() instanceof UnservedException unserved
                            ? unserved.outcome()
                            : Outcome.GATEWAY_UNREACHABLE,
                    String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static <T> T await(CompletionStage<T> stage, Duration most, String what) {
        try {
            return stage.toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException(what + " within " + most.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": interrupted", e);
        }
    }
}
