/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A real route whose messages fare as a {@link Weather} says before they get to it. */
final class WeatheredRoute implements SignalRoute, AutoCloseable {
    private final SignalRoute route;
    private final Weather weather;
    private final Random random;
    private final ScheduledThreadPoolExecutor carrier = new ScheduledThreadPoolExecutor(2);

    WeatheredRoute(SignalRoute route, Weather weather, long seed) {
        this.route = route;
        this.weather = weather;
        this.random = new Random(seed + route.channel().octet());
    }

    @Override
    public String name() {
        return route.name();
    }

    @Override
    public SignalChannel channel() {
        return route.channel();
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return route.reaches(gateway);
    }

    @Override
    public RouteHealth health() {
        return route.health();
    }

    @Override
    public Optional<Money> cost() {
        return Optional.of(Money.parse("0 EUR"));
    }

    @Override
    public synchronized CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
        int copies = random.nextDouble() < weather.duplication() ? 2 : 1;
        if (random.nextDouble() < weather.loss()) {
            copies = 0;
        }
        for (int copy = 0; copy < copies; copy++) {
            var unused =
                    carrier.schedule(
                            () -> route.send(to, sealed, validity),
                            random.nextLong(weather.scaled(weather.longestDelay()).toNanos()),
                            TimeUnit.NANOSECONDS);
        }
        return CompletableFuture.completedStage("accepted");
    }

    /** Messages that are still on their way are lost. */
    @Override
    public void close() {
        carrier.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        carrier.shutdown();
        try {
            if (!carrier.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a message is still being sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
