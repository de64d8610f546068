/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the storages for messages, and keeps them from filling up.
 *
 * <p>A message that it finds and that was never announced means that announcements go to another
 * port or get lost: the storages are looked through more often then, until one is announced again.
 */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST_FAILED = 3;

    private final ModemSetup setup;
    private final ModemSettings settings;
    private final Intake intake;
    private final At at;
    private final MessageReader reader;
    private final KnownLocations known = new KnownLocations();
    private boolean swept;
    private boolean unannounced;
    private int failed;

    Sweeper(At at, ModemSetup setup, ModemSettings settings, Intake intake, MessageReader reader) {
        this.at = at;
        this.setup = setup;
        this.settings = settings;
        this.intake = intake;
        this.reader = reader;
    }

    /** A message was announced, or shown. */
    void announced(Optional<Location> location) {
        unannounced = false;
        location.ifPresent(known::add);
    }

    /** Whether a message was found that should have been announced. */
    boolean isUnannounced() {
        return unannounced;
    }

    /** Looks through all storages; says when to do so again. */
    Duration sweep() throws ModemUpsetException {
        if (!setup.announcements().stillHold(at)) {
            throw new ModemUpsetException("the modem has lost its settings", false);
        }
        boolean whole = true;
        for (String memory : setup.memories().toSweep()) {
            Optional<List<StoredSms>> messages = reader.list(memory);
            whole &= messages.isPresent();
            for (StoredSms sms : messages.orElse(List.of())) {
                boolean isNew = sms.location().filter(known::add).isPresent();
                unannounced |= isNew && swept;
                delete(intake.take(sms).toDelete());
            }
        }
        swept = true;
        makeRoom();
        return next(whole);
    }

    private Duration next(boolean whole) throws ModemUpsetException {
        failed = whole ? 0 : failed + 1;
        if (failed > MOST_FAILED) {
            throw new ModemUpsetException("messages can't be listed", true);
        }
        boolean often = setup.announcements().isPolled() || unannounced;
        Duration period = often ? settings.pollPeriod() : settings.sweepPeriod();
        return whole || period.compareTo(SOON) < 0 ? period : SOON;
    }

    void delete(List<Location> locations) throws ModemUpsetException {
        for (Location location : locations) {
            if (reader.delete(location)) {
                intake.deleted(location);
                known.remove(location);
            }
        }
    }

    /** A full storage takes no more messages, whoever they are for. */
    void makeRoom() throws ModemUpsetException {
        Optional<String> receiving = setup.memories().receiving();
        if (receiving.isEmpty() || !setup.memories().select(receiving.get())) {
            return;
        }
        boolean full = setup.memories().use().filter(Memories.Use::isFull).isPresent();
        Optional<Location> dispensable = intake.dispensableIn(receiving.get());
        if (full && settings.makeRoom() && dispensable.isPresent()) {
            LOG.warn(
                    "The storage {} is full: the oldest message that was left there is deleted, at {}",
                    receiving.get(),
                    dispensable.get());
            delete(List.of(dispensable.get()));
        } else if (full) {
            LOG.warn("The storage {} is full: no more messages can arrive", receiving.get());
        }
    }
}
