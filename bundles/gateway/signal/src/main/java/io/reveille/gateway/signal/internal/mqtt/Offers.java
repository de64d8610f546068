/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mqtt;

import io.reveille.crypto.Octets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Offers requests to a listener, again and again until it takes them; only then does the broker
 * hear of it. Those that wait are few, and the broker still has them.
 */
public final class Offers implements AutoCloseable {
    /** The most requests that wait; a broker sends no more than 32 before it hears of the first. */
    static final int MOST_WAITING = 64;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Consumer<Octets> listener;
    private final Map<Octets, Runnable> waiting = new LinkedHashMap<>();
    private final ScheduledExecutorService again =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "mqtt-offers");
                        thread.setDaemon(true);
                        return thread;
                    });
    private boolean scheduled;
    private boolean closed;

    /**
     * Offers to this listener.
     *
     * @param listener throws when it wants to be asked again
     */
    public Offers(Consumer<Octets> listener) {
        this.listener = listener;
    }

    /**
     * Offers a request now, and later if need be.
     *
     * @param taken is run once it was taken
     * @return false when too many wait already: it is given up
     */
    public boolean offer(Octets request, Runnable taken) {
        if (accepts(request)) {
            taken.run();
            return true;
        }
        synchronized (this) {
            if (closed) {
                return true; // the broker keeps it
            }
            if (waiting.size() >= MOST_WAITING && !waiting.containsKey(request)) {
                return false;
            }
            waiting.put(request, taken); // what is delivered twice is to be acknowledged twice
            schedule();
        }
        return true;
    }

    /** How many wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private boolean accepts(Octets request) {
        try {
            listener.accept(request);
            return true;
        } catch (RuntimeException notNow) {
            return false;
        }
    }

    private void offerAgain() {
        Map<Octets, Runnable> now;
        synchronized (this) {
            scheduled = false;
            now = Map.copyOf(waiting);
        }
        now.forEach(
                (request, taken) -> {
                    if (accepts(request)) {
                        synchronized (this) {
                            waiting.remove(request);
                        }
                        taken.run();
                    }
                });
        synchronized (this) {
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }

    private synchronized void schedule() {
        if (scheduled || closed) {
            return;
        }
        scheduled = true;
        try {
            Future<?> unused =
                    again.schedule(this::offerAgain, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed meanwhile
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.clear();
        }
        again.shutdownNow();
    }
}
