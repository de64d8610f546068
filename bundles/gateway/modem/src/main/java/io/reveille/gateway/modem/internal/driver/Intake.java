/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SmsInbox;
import io.reveille.gateway.modem.SmsInbox.Disposition;
import io.reveille.sms.Reassembler;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.Tpdu;
import io.reveille.sms.WholeMessage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes messages, puts parts together, shows them to the inbox, and says what may be deleted
 * then.
 *
 * <p>Parts stay in the modem until the whole message was taken, so that a restart loses none.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Reassembler.Limits LIMITS = Reassembler.Limits.DEFAULT;

    /**
     * What became of a message: whether the inbox wants it again, and the places that may be
     * cleared.
     */
    record Result(boolean later, List<Location> toDelete) {}

    private static final Result NOTHING = new Result(false, List.of());
    private static final Result LATER = new Result(true, List.of());

    private final AtomicReference<Optional<SmsInbox>> inbox;
    private final ModemSettings settings;
    private final Reassembler reassembler;
    private final Predicate<SmsStatusReport> reports;
    private final LeftMessages left = new LeftMessages();
    private final PartLocations parts = new PartLocations();
    private Optional<SmsInbox> shownTo = Optional.empty();

    /**
     * An intake.
     *
     * @param reports takes a status report, if it belongs to a message that was sent here
     */
    Intake(
            AtomicReference<Optional<SmsInbox>> inbox,
            ModemSettings settings,
            Predicate<SmsStatusReport> reports) {
        this.reports = reports;
        this.inbox = inbox;
        this.settings = settings;
        this.reassembler =
                new Reassembler(
                        new Reassembler.Limits(
                                LIMITS.messages(),
                                LIMITS.perSender(),
                                LIMITS.octets(),
                                settings.partsKept()),
                        Clock.systemUTC());
    }

    /** Takes one message as the modem has shown it. */
    Result take(StoredSms sms) {
        Optional<SmsInbox> to = inbox.get();
        if (to.isPresent() && !shownTo.equals(to)) { // another may want what this one left
            shownTo = to;
            left.clear();
        }
        if (left.contains(sms)) {
            return left.isTaken(sms)
                    ? new Result(false, sms.location().stream().toList())
                    : NOTHING;
        }
        Optional<Tpdu> message = decode(sms);
        if (message.isPresent() && message.get() instanceof SmsStatusReport report) {
            return take(report, sms);
        }
        if (message.isPresent() && message.get() instanceof SmsDeliver deliver) {
            return to.isEmpty() ? LATER : take(deliver, sms, to.get());
        }
        left.add(sms, Optional.empty(), false);
        return NOTHING;
    }

    private Result take(SmsDeliver message, StoredSms sms, SmsInbox to) {
        parts.add(message, sms, System.nanoTime());
        Optional<WholeMessage> whole = reassembler.accept(message);
        return whole.isPresent() ? show(to, whole.get()) : NOTHING;
    }

    /** A report of a message that someone else sent is someone else's. */
    private Result take(SmsStatusReport report, StoredSms sms) {
        boolean taken = reports.test(report);
        left.add(sms, Optional.empty(), taken);
        return taken ? new Result(false, sms.location().stream().toList()) : NOTHING;
    }

    private static Optional<Tpdu> decode(StoredSms sms) {
        try {
            return sms.format().decode(sms.pdu());
        } catch (SmsDecodeException e) {
            LOG.warn("A message can't be decoded and is left in the modem: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Result show(SmsInbox to, WholeMessage whole) {
        Disposition disposition = disposition(to, whole);
        List<Location> toDelete = new ArrayList<>();
        for (SmsDeliver part : whole.parts()) {
            for (StoredSms copy : parts.take(part)) {
                if (disposition != Disposition.LATER) {
                    left.add(copy, Optional.of(part), disposition == Disposition.TAKEN);
                }
                if (disposition == Disposition.TAKEN) {
                    copy.location().ifPresent(toDelete::add);
                }
            }
        }
        return new Result(disposition == Disposition.LATER, toDelete);
    }

    private static Disposition disposition(SmsInbox to, WholeMessage whole) {
        try {
            return to.received(whole);
        } catch (RuntimeException | LinkageError e) { // a bundle may go at any time
            LOG.warn("A message from {} could not be taken; it is kept", whole.originator(), e);
            return Disposition.LATER;
        }
    }

    /**
     * A message was announced: what was taken from its place before is gone, also where the modem
     * never said that it was deleted. So a message that comes twice is shown twice, even if the
     * second has the place of the first: whether it is a repetition is for the taker to judge.
     */
    void announced(Location location) {
        left.removeTaken(location);
    }

    /** A place was cleared. */
    void deleted(Location location) {
        left.remove(location);
        parts.remove(location);
    }

    /**
     * What may go from a full storage: what was left longest ago, or else a part whose rest never
     * came.
     */
    Optional<Location> dispensableIn(String memory) {
        return left.oldestIn(memory)
                .or(
                        () ->
                                parts.oldestIn(
                                        memory,
                                        System.nanoTime() - settings.partsKept().toNanos()));
    }
}
