/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.control;

import com.google.gson.JsonObject;
import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.PrivateProxyStatus;
import io.reveille.gateway.agent.internal.ClockNews;
import io.reveille.gateway.agent.internal.audit.Journal;
import io.reveille.gateway.agent.internal.dial.Resumption;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.KeyRing;
import io.reveille.protocol.SessionId;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.TunnelToken;
import io.reveille.tunnel.TunnelControl;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the proxy asks of the gateway itself (wire format, "Control"), one question after
 * the other on a thread of its own.
 */
public final class ControlDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDesk.class);
    private static final int MOST_WAITING = 16;

    private final KeyOrders keys;
    private final Reports reports;
    private final ThreadPoolExecutor thread;

    /**
     * @param status what the private proxy does, when it is asked
     */
    public ControlDesk(
            Path home,
            GatewayIdentity identity,
            KeyRing ring,
            TrustedClock clock,
            ClockNews clockNews,
            Journal journal,
            Supplier<PrivateProxyStatus> status) {
        this.keys = new KeyOrders(ring, clock, clockNews, journal);
        this.reports = new Reports(home, identity, ring, clock, status);
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        task -> {
                            Thread fresh = new Thread(task, "reveille-control");
                            fresh.setDaemon(true);
                            return fresh;
                        });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * For one tunnel.
     *
     * @param resumable is told with what the gateway may dial again when it loses this tunnel
     */
    public TunnelControl in(Consumer<Resumption> resumable) {
        return question -> answer(question, resumable);
    }

    private CompletionStage<String> answer(String question, Consumer<Resumption> resumable) {
        try {
            return CompletableFuture.supplyAsync(() -> respond(question, resumable), thread);
        } catch (RejectedExecutionException tooMuch) {
            return CompletableFuture.failedStage(tooMuch);
        }
    }

    private String respond(String question, Consumer<Resumption> resumable) {
        String operation = "";
        try {
            JsonObject asked = MembershipJson.parse(question);
            operation = MembershipJson.text(asked, "op");
            return respond(operation, asked, resumable).toString();
        } catch (IOException
                | GeneralSecurityException
                | IllegalArgumentException
                | DateTimeException e) {
            LOG.warn("The proxy asked for \"{}\", which failed: {}", operation, e.getMessage());
            JsonObject refusal = new JsonObject();
            refusal.addProperty("ok", false);
            refusal.addProperty("error", String.valueOf(e.getMessage()));
            return refusal.toString();
        } catch (RuntimeException e) {
            LOG.error("A question of the proxy could not be answered", e);
            throw e;
        }
    }

    private JsonObject respond(String operation, JsonObject asked, Consumer<Resumption> resumable)
            throws IOException, GeneralSecurityException {
        return switch (operation) {
            case "hello" -> hello(asked, resumable);
            case "key-list" -> keys.list(asked);
            case "sealing-key" -> keys.sealingKey(asked);
            case "certificate-request" -> keys.certificateRequest();
            case "certificate" -> keys.certificate(asked);
            case "psk" -> keys.preShared(asked);
            case "status" -> reports.status();
            case "audit" -> reports.audit(asked);
            default -> throw new IllegalArgumentException("this gateway knows no such operation");
        };
    }

    private JsonObject hello(JsonObject asked, Consumer<Resumption> resumable) {
        if (asked.get("resume") instanceof JsonObject resume) {
            resumable.accept(
                    new Resumption(
                            SessionId.of(
                                    Octets.fromBase64(MembershipJson.text(resume, "session"))
                                            .toArray()),
                            TunnelToken.of(
                                    Octets.fromBase64(MembershipJson.text(resume, "token"))
                                            .toArray()),
                            Duration.ofSeconds(
                                    MembershipJson.integer(resume.get("seconds"), "seconds"))));
        }
        return keys.hello(asked);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
