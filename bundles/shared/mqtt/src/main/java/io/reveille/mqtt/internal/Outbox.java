/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttReceipt;
import io.reveille.mqtt.internal.WireException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to the broker, a window of them at a time; what was not acknowledged when
 * the connection was lost goes out again with the next.
 */
public final class Outbox {
    /** Half of what brokers usually take from one client at a time. */
    static final int WINDOW = 10;

    /** The most messages that wait. */
    static final int MOST_WAITING = 10_000;

    private final Deque<Item> waiting = new ArrayDeque<>();
    private final Set<Item> inFlight = new LinkedHashSet<>();
    private Optional<Wire> wire = Optional.empty();

    private record Item(
            String topic,
            Octets payload,
            Optional<Duration> expiry,
            long begun,
            CompletableFuture<MqttReceipt> result) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        Optional<Duration> left() {
            return expiry.map(e -> e.minusNanos(System.nanoTime() - begun));
        }
    }

    /** Completes when the broker has acknowledged the message; the caller sets the time limit. */
    public CompletableFuture<MqttReceipt> publish(
            String topic, Octets payload, Optional<Duration> expiry) {
        CompletableFuture<MqttReceipt> result = new CompletableFuture<>();
        Item item = new Item(topic, payload, expiry, System.nanoTime(), result);
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                result.completeExceptionally(
                        new IOException(MOST_WAITING + " messages wait for the broker already"));
                return result;
            }
            waiting.add(item);
        }
        pump();
        return result;
    }

    /** There is a connection. */
    public void up(Wire opened) {
        synchronized (this) {
            wire = Optional.of(opened);
        }
        pump();
    }

    /** There is none any more. */
    public synchronized void down() {
        wire = Optional.empty();
        List<Item> again = new ArrayList<>(inFlight);
        inFlight.clear();
        for (int i = again.size() - 1; i >= 0; i--) {
            waiting.addFirst(again.get(i));
        }
    }

    /** There will be none any more. */
    public synchronized void close(IOException why) {
        down();
        waiting.forEach(item -> item.result().completeExceptionally(why));
        waiting.clear();
    }

    private void pump() {
        while (true) {
            Item item;
            Wire to;
            synchronized (this) {
                waiting.removeIf(i -> i.result().isDone());
                if (wire.isEmpty() || inFlight.size() >= WINDOW || waiting.isEmpty()) {
                    return;
                }
                item = waiting.remove();
                to = wire.get();
                inFlight.add(item);
            }
            CompletableFuture<Void> unused =
                    to.publish(item.topic(), item.payload().toArray(), false, item.left())
                            .handle(
                                    (receipt, failure) -> {
                                        ended(to, item, receipt, failure);
                                        return null;
                                    });
        }
    }

    private void ended(
            Wire by, Item item, @Nullable MqttReceipt receipt, @Nullable Throwable failure) {
        if (failure instanceof WireException e && e.kind() == Kind.LOST) {
            return; // down() is about to be called, if it has not been yet
        }
        synchronized (this) {
            if (wire.filter(w -> w == by).isPresent()) {
                inFlight.remove(item);
            }
        }
        if (failure != null) {
            item.result().completeExceptionally(failure);
        } else {
            item.result().complete(receipt);
        }
        pump();
    }
}
