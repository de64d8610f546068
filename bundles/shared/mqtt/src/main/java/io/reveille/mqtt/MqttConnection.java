/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.internal.Backoff;
import io.reveille.mqtt.internal.Outbox;
import io.reveille.mqtt.internal.Wire;
import io.reveille.mqtt.internal.WireEvents;
import io.reveille.mqtt.internal.WireException;
import io.reveille.mqtt.internal.WireException.Kind;
import io.reveille.mqtt.internal.Wires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of a broker, connected for as long as it lives and connected anew, after ever longer
 * pauses, whenever the connection is lost or was not long-lived. Against another client with the
 * same id it does not fight: it waits for the longest pause and says so.
 */
public final class MqttConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final int SUSPICIOUS = 3;

    private final MqttSettings settings;
    private final List<String> filters;
    private final MqttInbox inbox;
    private final Wires wires;
    private final Backoff backoff;
    private final Outbox outbox = new Outbox();
    private final ScheduledExecutorService worker;
    private Optional<Wire> current = Optional.empty();
    private long upSince = System.nanoTime();
    private int shortLived;
    private volatile boolean up;
    private volatile boolean closed;
    private volatile String health = "not connected yet";

    private MqttConnection(MqttSettings settings, List<String> filters, MqttInbox inbox) {
        this.settings = settings;
        this.filters = List.copyOf(filters);
        this.inbox = inbox;
        this.wires = new Wires(settings);
        this.backoff =
                new Backoff(
                        settings.times().shortestPause(),
                        settings.times().longestPause(),
                        () -> ThreadLocalRandom.current().nextDouble());
        this.worker =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "mqtt-" + settings.broker());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Begins to connect, in the background and for as long as it takes.
     *
     * @param filters of the topics whose messages are wanted, at QoS 1
     */
    public static MqttConnection start(
            MqttSettings settings, List<String> filters, MqttInbox inbox) {
        MqttConnection connection = new MqttConnection(settings, filters, inbox);
        connection.worker.execute(connection::connect);
        return connection;
    }

    /**
     * Publishes at QoS 1; with every connection anew until the broker has acknowledged it.
     *
     * @param expiry after which the broker is to drop it; with 3.1.1 it never does
     * @param patience how long an acknowledgement is waited for, connected or not
     * @return what the broker said; fails with an IOException when it refused, or when the patience
     *     is over; the message says why
     */
    public CompletionStage<MqttReceipt> publish(
            String topic, Octets payload, Duration expiry, Duration patience) {
        return outbox.publish(topic, payload, Optional.of(expiry))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(
                        why ->
                                why instanceof TimeoutException
                                        ? CompletableFuture.failedFuture(
                                                new IOException(
                                                        "not acknowledged within %d ms; %s"
                                                                .formatted(
                                                                        patience.toMillis(),
                                                                        health)))
                                        : CompletableFuture.failedFuture(why));
    }

    /** Whether it is connected now. */
    public boolean isUp() {
        return up;
    }

    /** For people: whether it is connected, and if not, why, and what to do. */
    public String health() {
        return health;
    }

    private void connect() {
        if (closed) {
            return;
        }
        Heard heard = new Heard();
        Wire wire;
        try {
            wire = wires.next(heard);
        } catch (WireException e) {
            again(e);
            return;
        }
        heard.from = Optional.of(wire);
        try {
            wire.open();
            if (!filters.isEmpty()) {
                wire.subscribe(filters);
            }
            say(wire, MqttTopics.ONLINE, settings.times().answer());
            opened(wire);
        } catch (WireException e) {
            wire.close(false);
            if (e.kind() == Kind.UNSUPPORTED_VERSION && wires.unsupported()) {
                LOG.info("MQTT: {} does not know {}", settings.broker(), wire.version());
                connect();
            } else {
                again(e);
            }
        }
    }

    private void opened(Wire wire) {
        current = Optional.of(wire);
        upSince = System.nanoTime();
        up = true;
        health =
                "connected to %s by %s since %s"
                        .formatted(
                                settings.broker(),
                                wire.version(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        LOG.info("MQTT: {}", health);
        outbox.up(wire);
    }

    /** Tells on the presence topic, if there is one, whether this client is there. */
    private void say(Wire wire, String presence, Duration patience) throws WireException {
        if (settings.presence().isEmpty()) {
            return;
        }
        try {
            MqttReceipt unused =
                    wire.publish(
                                    settings.presence().get(),
                                    presence.getBytes(StandardCharsets.US_ASCII),
                                    true,
                                    Optional.empty())
                            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WireException why
                    ? why
                    : new WireException(Kind.LOST, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw new WireException(Kind.LOST, "the broker acknowledges nothing");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireException(Kind.LOST, "interrupted");
        }
    }

    private void lost(Wire wire, WireException why) {
        if (current.filter(w -> w == wire).isEmpty()) {
            return;
        }
        current = Optional.empty();
        up = false;
        outbox.down();
        wire.close(false);
        if (System.nanoTime() - upSince > settings.times().longestPause().toNanos()) {
            backoff.reset();
            shortLived = 0;
        } else {
            shortLived++;
        }
        again(why);
    }

    private void again(WireException why) {
        if (closed) {
            return;
        }
        Duration pause = why.kind() == Kind.TAKEN_OVER ? backoff.farthest() : backoff.next();
        health =
                "not connected to %s: %s%s"
                        .formatted(settings.broker(), why.getMessage(), suspicion(why));
        LOG.warn("MQTT: {}; trying again in {} ms", health, pause.toMillis());
        try {
            Future<?> unused =
                    worker.schedule(this::connect, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed meanwhile
        }
    }

    /** Not every broker says that another client has the same id, and none with 3.1.1. */
    private String suspicion(WireException why) {
        return why.kind() == Kind.LOST && shortLived >= SUSPICIOUS
                ? "; that was soon after it came up, "
                        + shortLived
                        + " times now: another client may have the client id "
                        + settings.clientId()
                : "";
    }

    private final class Heard implements WireEvents {
        private volatile Optional<Wire> from = Optional.empty();

        @Override
        public void received(MqttMessageIn message, Runnable taken) {
            inbox.received(message, taken);
        }

        @Override
        public void lost(WireException why) {
            try {
                worker.execute(() -> from.ifPresent(w -> MqttConnection.this.lost(w, why)));
            } catch (RejectedExecutionException e) {
                // closed meanwhile
            }
        }
    }

    /** Says farewell, if it is connected; what was not acknowledged fails. */
    @Override
    public void close() {
        closed = true;
        try {
            worker.execute(this::end);
        } catch (RejectedExecutionException e) {
            return; // closed before
        }
        worker.shutdown();
        try {
            if (!worker.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        up = false;
        health = "closed";
        outbox.close(new IOException("the connection to " + settings.broker() + " was closed"));
    }

    private void end() {
        current.ifPresent(
                wire -> {
                    current = Optional.empty();
                    outbox.down();
                    try {
                        say(wire, MqttTopics.OFFLINE, Duration.ofSeconds(1));
                    } catch (WireException e) {
                        LOG.debug("MQTT: no farewell: {}", e.getMessage());
                    }
                    wire.close(true);
                });
    }
}
