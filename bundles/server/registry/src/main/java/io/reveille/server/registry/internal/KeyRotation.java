/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.Registry.Subscription;
import io.reveille.server.registry.internal.store.FleetKey;
import io.reveille.server.registry.internal.store.FleetKey.Kind;
import io.reveille.server.registry.internal.store.FleetKey.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time and gateways' progress bring about: keys that have lived long enough are replaced, an
 * announced authority takes over, what no gateway needs any more is forgotten, lists are published.
 */
@SuppressWarnings("FutureReturnValueIgnored") // run() fails into the log alone
final class KeyRotation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final int MOST_OLD_SENDERS = 8;
    private static final int MOST_REVOKED_SENDERS = 16;

    private final StoredFleetKeys keys;
    private final FleetKeyRing ring;
    private final StoredKeyOffice office;
    private final KeySettings settings;
    private final List<Subscription> changes;
    private final ScheduledExecutorService hourly =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "key-rotation");
                        thread.setDaemon(true);
                        return thread;
                    });

    KeyRotation(
            StoredRegistry registry,
            ClientAccess clients,
            StoredFleetKeys keys,
            StoredKeyOffice office,
            KeySettings settings) {
        this.keys = keys;
        this.ring = keys.ring();
        this.office = office;
        this.settings = settings;
        Runnable publish = () -> keys.lists().publishIfNeeded();
        changes = List.of(registry.onChange(publish), clients.onChange(publish));
        keys.lists().publishIfNeeded();
        hourly.scheduleWithFixedDelay(this::run, 60, 3600, TimeUnit.SECONDS);
    }

    /** Does what is due. */
    synchronized void run() {
        try {
            forgetOldSenders();
            moveAuthorities();
            if (isOver(settings.sender(), ring.current(Kind.SENDER))
                    && isAnnounced(State.NEXT, Kind.SENDER)) {
                office.rotateSender();
            }
            if (isOver(settings.ca(), ring.current(Kind.CA))
                    && ring.in(Kind.CA, State.NEXT).isEmpty()) {
                office.rotateCa(false);
            }
            keys.lists().publishIfNeeded();
        } catch (IOException | RuntimeException e) {
            LOG.error("keys could not be rotated; it is tried again in an hour", e);
        }
    }

    private boolean isAnnounced(State state, Kind kind) {
        return ring.in(kind, state).filter(key -> key.firstList().isPresent()).isPresent();
    }

    private boolean isOver(Duration life, FleetKey key) {
        return !life.isZero() && !ring.now().isBefore(key.since().plus(life));
    }

    /** Replaced keys stay while an active gateway knows no newer one, but not without end. */
    private void forgetOldSenders() throws IOException {
        List<FleetKey> unneeded = new ArrayList<>();
        List<FleetKey> old = in(Kind.SENDER, State.OLD);
        if (office.unaware(ring.current(Kind.SENDER)) == 0) {
            unneeded.addAll(old);
        } else if (old.size() > MOST_OLD_SENDERS) {
            unneeded.addAll(old.subList(0, old.size() - MOST_OLD_SENDERS));
            LOG.warn(
                    "more than {} replaced sender keys: gateways that slept longest may be lost",
                    MOST_OLD_SENDERS);
        }
        List<FleetKey> revoked = in(Kind.SENDER, State.REVOKED);
        if (revoked.size() > MOST_REVOKED_SENDERS) {
            unneeded.addAll(revoked.subList(0, revoked.size() - MOST_REVOKED_SENDERS));
        }
        if (!unneeded.isEmpty()) {
            ring.forget(unneeded);
        }
    }

    private void moveAuthorities() throws IOException {
        boolean announced = isAnnounced(State.NEXT, Kind.CA);
        if (announced && office.unaware(ring.in(Kind.CA, State.NEXT).orElseThrow()) == 0) {
            office.rotateCa(false);
        }
        List<FleetKey> unneeded =
                in(Kind.CA, State.OLD).stream()
                        .filter(ca -> isOver(settings.overlap(), ca))
                        .filter(ca -> keys.book().count(known -> known.caId() == ca.id()) == 0)
                        .toList();
        if (!unneeded.isEmpty()) {
            ring.forget(unneeded);
        }
    }

    /** The longest in this state first. */
    private List<FleetKey> in(Kind kind, State state) {
        return ring.all(kind).stream()
                .filter(key -> key.state() == state)
                .sorted(Comparator.comparing(FleetKey::since))
                .toList();
    }

    @Override
    public void close() {
        changes.forEach(Subscription::close);
        hourly.shutdownNow();
        try {
            hourly.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
