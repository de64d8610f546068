/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.crypto.Octets;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A channel within this process that treats messages as its {@link Weather} says. */
final class LossyRoute implements SignalRoute, AutoCloseable {
    private final SignalChannel channel;
    private final Weather weather;
    private final Random random;
    private final ScheduledThreadPoolExecutor carrier = new ScheduledThreadPoolExecutor(2);
    private final Map<String, SignalListener> gateways = new ConcurrentHashMap<>();

    LossyRoute(SignalChannel channel, Weather weather, long seed) {
        this.channel = channel;
        this.weather = weather;
        this.random = new Random(seed + channel.octet());
    }

    void listen(String gatewayId, SignalListener listener) {
        gateways.put(gatewayId, listener);
    }

    @Override
    public String name() {
        return "lossy " + channel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public SignalChannel channel() {
        return channel;
    }

    @Override
    public boolean reaches(Gateway gateway) {
        return gateways.containsKey(gateway.id());
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
        SignalListener listener = gateways.get(to.id());
        for (int copy = 0; copy < copies && listener != null; copy++) {
            var unused =
                    carrier.schedule(
                            () -> listener.received(channel, sealed, name()),
                            random.nextLong(weather.scaled(weather.longestDelay()).toNanos()),
                            TimeUnit.NANOSECONDS);
        }
        return CompletableFuture.completedStage("accepted");
    }

    @Override
    public void close() {
        carrier.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        carrier.shutdown();
        try {
            carrier.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
