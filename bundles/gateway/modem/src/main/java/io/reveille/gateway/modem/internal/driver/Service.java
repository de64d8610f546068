/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SmsRefusedException;
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

    Service(At at, ModemSetup setup, ModemSettings settings, EventQueue events, Intake intake) {
        this.at = at;
        this.setup = setup;
        this.settings = settings;
        this.events = events;
        this.intake = intake;
        this.reader = new MessageReader(at, setup.memories());
        this.sweeper = new Sweeper(at, setup, settings, intake, reader);
    }

    /**
     * Sees to messages as they come, and looks for more now and then.
     *
     * @param describe is told how it goes, in words for people
     */
    void run(BooleanSupplier goOn, Consumer<String> describe)
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
            describe.accept(setup.describe() + (sweeper.isUnannounced() ? UNANNOUNCED : ""));
            Optional<ModemEvent> event = events.next(Duration.ofNanos(next - System.nanoTime()));
            if (event.isPresent() && !handle(event.get())) {
                next = System.nanoTime();
            }
        }
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
        sweeper.announced(Optional.of(location));
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
        Intake.Result result = intake.take(new StoredSms(Optional.empty(), pdu));
        if (setup.announcements().acknowledged()) {
            AtAnswer answer = at.run(result.later() ? "AT+CNMA=2" : "AT+CNMA");
            if (!answer.isOk()) {
                LOG.warn("A message could not be acknowledged: {}", answer.describe());
            }
        } else if (result.later()) {
            LOG.warn("A message was shown that nobody could take; it is lost");
        }
        sweeper.delete(result.toDelete());
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
}
