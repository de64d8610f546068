/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SmsRefusedException;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with a modem that has been set up, until something upsets it. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST_FAILED_SWEEPS = 3;

    private final At at;
    private final ModemSetup setup;
    private final ModemSettings settings;
    private final EventQueue events;
    private final Intake intake;
    private final MessageReader reader;
    private int failedSweeps;

    Service(At at, ModemSetup setup, ModemSettings settings, EventQueue events, Intake intake) {
        this.at = at;
        this.setup = setup;
        this.settings = settings;
        this.events = events;
        this.intake = intake;
        this.reader = new MessageReader(at, setup.memories());
    }

    /** Sees to messages as they come, and looks for more now and then. */
    void run(BooleanSupplier goOn) throws ModemUpsetException, InterruptedException {
        long next = System.nanoTime();
        long setUpAgain = next + settings.sweepPeriod().toNanos();
        while (goOn.getAsBoolean()) {
            at.channel().check();
            long now = System.nanoTime();
            if (now - next >= 0) {
                next = System.nanoTime() + sweep().toNanos();
            }
            if (isPolled() && now - setUpAgain >= 0) {
                throw new ModemUpsetException("perhaps it can announce messages by now", false);
            }
            Optional<ModemEvent> event = events.next(Duration.ofNanos(next - System.nanoTime()));
            if (event.isPresent() && !handle(event.get())) {
                next = System.nanoTime();
            }
        }
    }

    private boolean isPolled() {
        return setup.announcements().manner() == Announcements.Manner.NONE;
    }

    /** Sees to one event; false when it is time to look around. */
    private boolean handle(ModemEvent event) throws ModemUpsetException {
        try {
            if (event instanceof ModemEvent.Announced announced) {
                return announced(announced.location());
            }
            if (event instanceof ModemEvent.Shown shown) {
                shown(shown.pdu());
            } else if (event instanceof ModemEvent.Send send) {
                send(send);
            } else if (event instanceof ModemEvent.Ask ask) {
                var unused = ask.status().complete(new StatusReader(at, setup).read());
            }
            return !(event instanceof ModemEvent.Look);
        } catch (ModemUpsetException e) {
            EventQueue.fail(event, e.getMessage());
            throw e;
        }
    }

    private boolean announced(Location location) throws ModemUpsetException {
        Optional<StoredSms> sms = reader.read(location);
        if (sms.isEmpty()) {
            return false;
        }
        Intake.Result result = intake.take(sms.get());
        delete(result.toDelete());
        if (result.toDelete().isEmpty()) {
            makeRoom();
        }
        return true;
    }

    /** The network repeats a message that is not acknowledged. */
    private void shown(PduLine pdu) throws ModemUpsetException {
        Intake.Result result = intake.take(new StoredSms(Optional.empty(), pdu));
        if (setup.announcements().acknowledged()) {
            AtAnswer answer = at.run(result.later() ? "AT+CNMA=2" : "AT+CNMA");
            if (!answer.isOk()) {
                LOG.warn("A message could not be acknowledged: {}", answer.describe());
            }
        } else if (result.later()) {
            LOG.warn("A message was shown that nobody could take; it is lost");
        }
        delete(result.toDelete());
    }

    private void send(ModemEvent.Send send) throws ModemUpsetException {
        try {
            send.reference()
                    .complete(new MessageSender(at, settings.sendTime()).send(send.message()));
        } catch (SmsRefusedException e) {
            send.reference().completeExceptionally(e);
        } catch (ModemUpsetException e) {
            send.reference()
                    .completeExceptionally(
                            new SmsRefusedException(
                                    "the modem may have sent the message: " + e.getMessage(),
                                    -1,
                                    false));
            throw e;
        }
    }

    /** Looks through all storages; says when to do so again. */
    private Duration sweep() throws ModemUpsetException {
        if (!setup.announcements().stillHold(at)) {
            throw new ModemUpsetException("the modem has lost its settings", false);
        }
        boolean whole = true;
        for (String memory : setup.memories().toSweep()) {
            Optional<List<StoredSms>> messages = reader.list(memory);
            whole &= messages.isPresent();
            for (StoredSms sms : messages.orElse(List.of())) {
                delete(intake.take(sms).toDelete());
            }
        }
        makeRoom();
        failedSweeps = whole ? 0 : failedSweeps + 1;
        if (failedSweeps > MOST_FAILED_SWEEPS) {
            throw new ModemUpsetException("messages can't be listed", true);
        }
        Duration period = isPolled() ? settings.pollPeriod() : settings.sweepPeriod();
        return whole || period.compareTo(SOON) < 0 ? period : SOON;
    }

    private void delete(List<Location> locations) throws ModemUpsetException {
        for (Location location : locations) {
            if (reader.delete(location)) {
                intake.deleted(location);
            }
        }
    }

    /** A full storage takes no more messages, whoever they are for. */
    private void makeRoom() throws ModemUpsetException {
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
