/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.control;

import io.reveille.protocol.GatewayState;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a gateway whose tunnel has come up everything that it missed, in the background, one thing
 * after the other. What fails is told to the log and comes again with the next tunnel: each step
 * may be repeated.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final KeyLife keys;
    private final Registry registry;
    private final Executor work;
    private final InstantSource clock;

    /**
     * @param work where what may block is done
     */
    public CatchUp(KeyLife keys, Registry registry, Executor work, InstantSource clock) {
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
        KeyDelivery delivery =
                new KeyDelivery(
                        request.commonName(), new GatewayTalk(tunnel), keys, registry, clock, work);
        GatewayState state = GatewayState.parse(request.state());
        try {
            return CompletableFuture.runAsync(() -> {}, work)
                    .thenCompose(begun -> step(request, "the time", delivery::time))
                    .thenCompose(done -> step(request, "key lists", () -> delivery.lists(state)))
                    .thenCompose(
                            done -> step(request, "sealing key", () -> delivery.sealingKey(state)))
                    .thenCompose(
                            done ->
                                    step(
                                            request,
                                            "certificate",
                                            () -> delivery.certificate(request.certificate())))
                    .thenCompose(done -> step(request, "pre-shared key", delivery::preSharedKey));
        } catch (RejectedExecutionException tooMuch) {
            return CompletableFuture.completedStage(null);
        }
    }

    private CompletionStage<Void> step(
            TunnelRequest request, String what, Supplier<CompletionStage<Void>> does) {
        return CompletableFuture.supplyAsync(does, work)
                .thenCompose(Function.identity())
                .exceptionally(
                        failure -> {
                            LOG.warn(
                                    "{}: {} not brought up to date: {}",
                                    request.commonName(),
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
