/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.control;

import io.reveille.protocol.GatewayState;
import io.reveille.server.proxy.internal.Resumptions.Ticket;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a gateway whose tunnel has come up everything that it missed, in the background, one thing
 * after the other, and what is new while it is up. What fails is told to the log and comes again
 * later: each step may be repeated.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final KeyLife keys;
    private final Registry registry;
    private final Executor work;
    private final InstantSource clock;
    private final BiFunction<String, ProxyTunnel, Ticket> resumable;
    private final Set<Live> live = ConcurrentHashMap.newKeySet();

    /**
     * @param work where what may block is done
     * @param resumable makes what a gateway may dial again with when it loses this tunnel
     */
    public CatchUp(
            KeyLife keys,
            Registry registry,
            Executor work,
            InstantSource clock,
            BiFunction<String, ProxyTunnel, Ticket> resumable) {
        this.resumable = resumable;
        this.keys = keys;
        this.registry = registry;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Begins, and returns at once. A gateway that says nothing of its keys is left alone: it is of
     * a version that answers no questions.
     *
     * @return completes when all has been tried
     */
    public CompletionStage<Void> begin(TunnelRequest request, ProxyTunnel tunnel) {
        if (request.state().isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        Live fresh = new Live(request, tunnel, resumable.apply(request.commonName(), tunnel));
        live.add(fresh);
        CompletionStage<Void> unused = tunnel.ended().thenAccept(end -> live.remove(fresh));
        return run(fresh, GatewayState.parse(request.state()));
    }

    /** Looks after the tunnels that are up; to be called every few seconds, does not block. */
    public void look() {
        long newest = keys.keyListVersion();
        for (Live up : live) {
            boolean behind = newest > up.list.get() || !keys.due(up.request.commonName()).isEmpty();
            if (behind && up.mayBegin()) {
                GatewayState state = GatewayState.parse(up.request.state());
                CompletionStage<Void> unused =
                        run(
                                up,
                                new GatewayState(
                                        up.list.get(),
                                        state.key(),
                                        state.psk(),
                                        state.certificateDays()));
            }
        }
    }

    /** A tunnel that is up, and what its gateway has. */
    private static final class Live {
        private static final Duration PAUSE = Duration.ofSeconds(10);
        private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

        private final TunnelRequest request;
        private final ProxyTunnel tunnel;
        private final Ticket ticket;
        private final AtomicLong list;
        private final AtomicLong begunAt = new AtomicLong(System.nanoTime());
        private final AtomicBoolean running = new AtomicBoolean(true);
        private volatile Duration pause = PAUSE;

        Live(TunnelRequest request, ProxyTunnel tunnel, Ticket ticket) {
            this.ticket = ticket;
            this.request = request;
            this.tunnel = tunnel;
            this.list = new AtomicLong(GatewayState.parse(request.state()).list());
        }

        /** Whether nothing is going on and the last time is long enough ago. */
        boolean mayBegin() {
            return System.nanoTime() - begunAt.get() > pause.toNanos()
                    && running.compareAndSet(false, true);
        }
    }

    private CompletionStage<Void> run(Live up, GatewayState state) {
        TunnelRequest request = up.request;
        ProxyTunnel tunnel = up.tunnel;
        up.begunAt.set(System.nanoTime());
        up.pause = Live.PAUSE;
        long newest = keys.keyListVersion();
        KeyDelivery delivery =
                new KeyDelivery(
                        request.commonName(), new GatewayTalk(tunnel), keys, registry, clock, work);
        try {
            return CompletableFuture.runAsync(() -> {}, work)
                    .thenCompose(begun -> step(up, "the time", () -> delivery.hello(up.ticket)))
                    .thenCompose(
                            done ->
                                    step(
                                            up,
                                            "key lists",
                                            () ->
                                                    delivery.lists(state)
                                                            .thenRun(() -> up.list.set(newest))))
                    .thenCompose(done -> step(up, "sealing key", () -> delivery.sealingKey(state)))
                    .thenCompose(
                            done ->
                                    step(
                                            up,
                                            "certificate",
                                            () -> delivery.certificate(request.certificate())))
                    .thenCompose(done -> step(up, "pre-shared key", delivery::preSharedKey))
                    .whenComplete((done, failure) -> up.running.set(false));
        } catch (RejectedExecutionException tooMuch) {
            up.running.set(false);
            return CompletableFuture.completedStage(null);
        }
    }

    private CompletionStage<Void> step(Live up, String what, Supplier<CompletionStage<Void>> does) {
        return CompletableFuture.supplyAsync(does, work)
                .thenCompose(Function.identity())
                .exceptionally(
                        failure -> {
                            up.pause = Live.AFTER_FAILURE;
                            LOG.warn(
                                    "{}: {} not brought up to date: {}",
                                    up.request.commonName(),
                                    what,
                                    cause(failure).getMessage());
                            return null;
                        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }
}
