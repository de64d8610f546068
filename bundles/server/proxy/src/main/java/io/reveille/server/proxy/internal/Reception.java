/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.reveille.protocol.Step;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.Sessions;
import io.reveille.tunnel.TunnelRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives clients (step C): turns away those who may not come, and does for the others what they
 * need.
 */
public final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final ProxyOptions options;
    private final TunnelRuntime runtime;
    private final Sessions sessions;
    private final Rendezvous rendezvous;
    private final LiveTunnels tunnels;
    private final Executor work;
    private final ClientAddresses addresses;
    private final RefusalNotes refusals = new RefusalNotes();
    private final AtomicInteger clients = new AtomicInteger();
    private volatile boolean stopping;

    public Reception(
            ProxyOptions options,
            TunnelRuntime runtime,
            Sessions sessions,
            Rendezvous rendezvous,
            LiveTunnels tunnels,
            Executor work) {
        this.options = options;
        this.runtime = runtime;
        this.sessions = sessions;
        this.rendezvous = rendezvous;
        this.tunnels = tunnels;
        this.work = work;
        this.addresses = new ClientAddresses(options.clientAllow());
    }

    /** A client has connected. */
    void receive(String gatewayId, GatewayService service, Channel channel) {
        InetSocketAddress client =
                ClientAddresses.plain((InetSocketAddress) channel.remoteAddress());
        runtime.prepare(channel);
        if (!addresses.allow(client.getAddress())) {
            turnAway(gatewayId, service, client, channel, "client.allow does not have its address");
        } else if (clients.incrementAndGet() > options.mostClients()) {
            clients.decrementAndGet();
            turnAway(gatewayId, service, client, channel, "too many clients at the same time");
        } else {
            channel.closeFuture().addListener(closed -> clients.decrementAndGet());
            channel.pipeline()
                    .addLast(new ClientConnection(this, gatewayId, service, client, channel));
        }
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // whether it can be closed in order does not matter
    private void turnAway(
            String gatewayId,
            GatewayService service,
            InetSocketAddress client,
            Channel channel,
            String reason) {
        channel.close();
        LOG.debug("{} {}: {} refused: {}", gatewayId, service.name(), client, reason);
        if (refusals.isWorthNoting()) {
            open(gatewayId, service.name(), client)
                    .thenAccept(
                            session -> {
                                session.step(Step.C, "refused");
                                session.end(Outcome.REFUSED, reason);
                            });
        }
    }

    Duration quietClient() {
        return options.quietClient();
    }

    boolean isUp(String gatewayId) {
        return tunnels.open(gatewayId).isPresent();
    }

    /** Opens a session's record, which takes a disk's time. */
    CompletionStage<SessionRecorder> open(
            String gatewayId, String service, InetSocketAddress client) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> sessions.open(gatewayId, service, client), work)
                    .whenComplete(
                            (session, failure) -> {
                                if (failure != null) {
                                    LOG.error("session of {} not recorded", client, failure);
                                }
                            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    void find(ServiceCall call) {
        rendezvous.find(call);
    }

    /** Ends a session's record; what a stop of the server ends is no one's fault. */
    void end(SessionRecorder session, Outcome outcome, String reason) {
        if (stopping) {
            session.end(Outcome.INTERRUPTED, "the server was stopped");
        } else {
            session.end(outcome, reason);
        }
    }

    /** From now on what ends, ends because the server stops. */
    public void stop() {
        stopping = true;
    }

    void leave(ServiceCall call) {
        rendezvous.leave(call);
    }
}
