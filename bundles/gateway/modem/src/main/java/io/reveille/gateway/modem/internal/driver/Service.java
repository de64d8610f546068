/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.internal.at.AtAnswer;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with a modem that has been set up, until something upsets it. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final String UNANNOUNCED =
            "; a message came without being announced at this port, so it is polled as well";

    private final At at;
    private final ModemSetup setup;
    private final ModemSettings settings;
    private final EventQueue events;
    private final Intake intake;
    private final MessageReader reader;
    private final Sweeper sweeper;
    private final Outbox outbox;
    private final MessageSender sender;
    private final StatusReader status;
    private long statusDue = System.nanoTime();

    Service(
            At at,
            ModemSetup setup,
            ModemSettings settings,
            EventQueue events,
            Intake intake,
            Outbox outbox,
            NetworkClock clock) {
        this.at = at;
        this.setup = setup;
        this.settings = settings;
        this.events = events;
        this.intake = intake;
        this.reader = new MessageReader(at, setup.format(), setup.memories());
        this.sweeper = new Sweeper(at, setup, settings, intake, reader);
        this.outbox = outbox;
        this.sender = new MessageSender(at, setup.format(), settings.sending().time());
        this.status = new StatusReader(at, setup, clock);
    }

    /**
     * Sees to messages as they come, looks for more now and then, and asks how the modem is when
     * there is nothing else to do.
     *
     * @param describe is told how it goes, in words for people
     * @param statuses is told the status, each time that it was asked for
     */
    void run(BooleanSupplier goOn, Consumer<String> describe, Consumer<ModemStatus> statuses)
            throws ModemUpsetException, InterruptedException {
        long next = System.nanoTime();
        long setUpAgain = next + settings.sweepPeriod().toNanos();
        while (goOn.getAsBoolean()) {
            at.channel().check();
            long now = System.nanoTime();
            if (now - next >= 0) {
                next = System.nanoTime() + sweeper.sweep().toNanos();
            }
            if (setup.announcements().isPolled() && now - setUpAgain >= 0) {
                throw new ModemUpsetException("perhaps it can announce messages by now", false);
            }
            outbox.sendDue(now, sender, setup.announcements().reported());
            describe.accept(setup.describe() + (sweeper.isUnannounced() ? UNANNOUNCED : ""));
            Optional<ModemEvent> event = events.next(idle(next));
            if (event.isEmpty() && statusDue - System.nanoTime() <= 0) {
                askStatus(statuses);
            } else if (event.isPresent() && !handle(event.get(), statuses)) {
                next = System.nanoTime();
            }
        }
    }

    /** How long there is nothing to do, unless something happens. */
    private Duration idle(long next) {
        long now = System.nanoTime();
        return outbox.idle(now, Duration.ofNanos(Math.min(next - now, statusDue - now)));
    }

    private void askStatus(Consumer<ModemStatus> statuses) throws ModemUpsetException {
        Optional<ModemStatus> whole = status.step();
        if (whole.isPresent()) {
            statuses.accept(whole.get());
            statusDue = System.nanoTime() + settings.statusPeriod().toNanos();
        }
    }

    /** Sees to one event; false when it is time to look around. */
    private boolean handle(ModemEvent event, Consumer<ModemStatus> statuses)
            throws ModemUpsetException {
        try {
            if (event instanceof ModemEvent.Announced announced) {
                return announced(announced.location());
            }
            if (event instanceof ModemEvent.Shown shown) {
                shown(shown.pdu());
            } else if (event instanceof ModemEvent.Send send) {
                outbox.send(send, sender, setup.announcements().reported());
            } else if (event instanceof ModemEvent.Ask ask) {
                ModemStatus now = status.read();
                statuses.accept(now);
                var unused = ask.status().complete(now);
            } else if (event instanceof ModemEvent.Changed) {
                statusDue = System.nanoTime();
            }
            return !(event instanceof ModemEvent.Look);
        } catch (ModemUpsetException e) {
            EventQueue.fail(event, e.getMessage());
            throw e;
        }
    }

    private boolean announced(Location location) throws ModemUpsetException {
        sweeper.announced(Optional.of(location));
        intake.announced(location);
        Optional<StoredSms> sms = reader.read(location);
        if (sms.isEmpty()) {
            return false;
        }
        Intake.Result result = intake.take(sms.get());
        sweeper.delete(result.toDelete());
        if (result.toDelete().isEmpty()) {
            sweeper.makeRoom();
        }
        return true;
    }

    /** The network repeats a message that is not acknowledged. */
    private void shown(PduLine pdu) throws ModemUpsetException {
        sweeper.announced(Optional.empty());
        Intake.Result result = intake.take(new StoredSms(Optional.empty(), pdu, setup.format()));
        if (result.later() && setup.format().isText()) {
            LOG.info("A message that nobody can take now is not acknowledged, so it comes again");
        } else if (setup.announcements().acknowledged()) {
            AtAnswer answer = at.run(result.later() ? "AT+CNMA=2" : "AT+CNMA");
            if (!answer.isOk()) {
                LOG.warn("A message could not be acknowledged: {}", answer.describe());
            }
        } else if (result.later()) {
            LOG.warn("A message was shown that nobody could take; it is lost");
        }
        sweeper.delete(result.toDelete());
    }
}
