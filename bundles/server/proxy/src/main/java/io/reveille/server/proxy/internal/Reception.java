/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.reveille.protocol.Step;
import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.Sessions;
import io.reveille.tunnel.TunnelRuntime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives clients (step C): turns away those who may not come, and does for the others what they
 * need.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // closing a connection cannot fail in a way that matters
public final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final int LOOK_MILLIS = 300;

    private final ProxyOptions options;
    private final ClientAuthority authority;
    private final TunnelRuntime runtime;
    private final Sessions sessions;
    private final Rendezvous rendezvous;
    private final LiveTunnels tunnels;
    private final Executor work;
    private final ClientAddresses addresses;
    private final AdmittedClients admitted;
    private final RefusalNotes refusals = new RefusalNotes();
    private final AtomicInteger clients = new AtomicInteger();
    private volatile boolean stopping;

    public Reception(
            ProxyOptions options,
            ClientAuthority authority,
            TunnelRuntime runtime,
            Sessions sessions,
            Rendezvous rendezvous,
            LiveTunnels tunnels,
            Executor work) {
        this.options = options;
        this.authority = authority;
        this.runtime = runtime;
        this.sessions = sessions;
        this.rendezvous = rendezvous;
        this.tunnels = tunnels;
        this.work = work;
        this.addresses = new ClientAddresses(options.clientAllow());
        this.admitted = new AdmittedClients(authority);
        runtime.group()
                .scheduleWithFixedDelay(
                        admitted::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A client has connected to the port of a service: it is let in by its address. */
    void receive(Destination destination, Channel channel) {
        Caller client = Caller.at(channel);
        Optional<Caller> let = admit(client, destination);
        if (let.isEmpty()) {
            channel.close();
            turnedAway(destination, client, "client.allow does not have its address");
        } else if (!enter(channel)) {
            turnedAway(destination, client, "too many clients at the same time");
        } else {
            admitted.enter(channel, destination, let.get());
            channel.pipeline()
                    .addLast(
                            new ClientConnection(
                                    this, destination, let.get(), PlainManner.INSTANCE, channel));
        }
    }

    /**
     * The client with what lets it in, if it may come to a service without another word, known by
     * its address alone. A client that has authenticated itself may go where its identity says.
     */
    public Optional<Caller> admit(Caller client, Destination destination) {
        InetAddress address = client.address().getAddress();
        if (addresses.allow(address)) {
            return Optional.of(client);
        }
        return authority.isOpen(destination.gatewayId(), destination.service().name(), address)
                ? Optional.of(client.byGrant())
                : Optional.empty();
    }

    /**
     * Counts a connection until it closes, and sets it up for a stream: half-closure is allowed,
     * nothing is read until asked for. To be called when the connection is initialised.
     *
     * @return false if there are as many clients as may be, and the connection is closed
     */
    public boolean enter(Channel channel) {
        runtime.prepare(channel);
        return count(channel);
    }

    /**
     * Counts a connection until it closes, as {@link #enter} does, without setting it up.
     *
     * @return false if there are as many clients as may be, and the connection is closed
     */
    public boolean count(Channel channel) {
        if (clients.incrementAndGet() > options.mostClients()) {
            clients.decrementAndGet();
            channel.close();
            return false;
        }
        channel.closeFuture().addListener(closed -> clients.decrementAndGet());
        return true;
    }

    /**
     * A client that has {@link #enter entered}, whose prelude has been read, and that may go where
     * it wants to go. To be called on its event loop when the prelude's handlers have been taken
     * out of the pipeline.
     *
     * @param beyond what was read beyond the prelude; given away
     */
    public void serve(
            Channel channel,
            Destination destination,
            Caller client,
            EntryManner manner,
            ByteBuf beyond) {
        admitted.enter(channel, destination, client);
        ClientConnection connection =
                new ClientConnection(this, destination, client, manner, channel);
        channel.pipeline().addLast(connection);
        connection.begin(beyond);
    }

    /** Notes that a client was sent away before it was served, as far as that is worth a note. */
    public void turnedAway(Destination destination, Caller client, String reason) {
        LOG.debug("{}: {} refused: {}", destination, client.label(), reason);
        if (refusals.isWorthNoting()) {
            open(destination, client)
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

    /** Whether a client's address alone lets it in. */
    public boolean knows(Caller client) {
        return addresses.allow(client.address().getAddress());
    }

    /** What is recorded of a session so far. */
    public CompletionStage<Optional<Session>> session(String key) {
        try {
            return CompletableFuture.supplyAsync(() -> sessions.session(key), work);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Whether a client would be served at once. */
    public boolean isUp(String gatewayId) {
        return tunnels.open(gatewayId).isPresent();
    }

    /**
     * Opens a session's record. That takes a disk's time, unless the tunnel is up already: then
     * nothing is spent on the client that would have to be accounted for.
     */
    CompletionStage<SessionRecorder> open(Destination destination, Caller client) {
        Optional<SessionRecorder> begun =
                isUp(destination.gatewayId())
                        ? sessions.begin(
                                destination.gatewayId(),
                                destination.service().name(),
                                client.address(),
                                client.user())
                        : Optional.empty();
        if (begun.isPresent()) {
            return CompletableFuture.completedStage(begun.get());
        }
        try {
            return CompletableFuture.supplyAsync(
                            () ->
                                    sessions.open(
                                            destination.gatewayId(),
                                            destination.service().name(),
                                            client.address(),
                                            client.user()),
                            work)
                    .whenComplete(
                            (session, failure) -> {
                                if (failure != null) {
                                    LOG.error(
                                            "session of {} not recorded",
                                            client.address(),
                                            failure);
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

    /** Who lets clients in, and has them shown out. */
    AdmittedClients admitted() {
        return admitted;
    }

    /** From now on what ends, ends because the server stops. */
    public void stop() {
        stopping = true;
    }

    void leave(ServiceCall call) {
        rendezvous.leave(call);
    }
}
