/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SendSettings;
import io.reveille.gateway.modem.SentSms;
import io.reveille.gateway.modem.SmsFate;
import io.reveille.gateway.modem.SmsRefusedException;
import io.reveille.gateway.modem.SmsRefusedException.Kind;
import io.reveille.gateway.modem.internal.channel.ModemUpsetException;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages to be sent: offered to the network, offered again later where a refusal may pass, and
 * remembered for their status reports. Belongs to the modem's thread; outlives restarts of the
 * modem.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_WAITING = 256;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final String NO_REPORTS = "the modem does not pass status reports on";

    /** One that was refused and is offered again when it is due. */
    private record Waiting(ModemEvent.Send send, int attempts, long due) {}

    private final SendSettings settings;
    private final List<Waiting> waiting = new ArrayList<>();
    private final SentReports reports = new SentReports();

    Outbox(SendSettings settings) {
        this.settings = settings;
    }

    /** Offers a message for the first time. */
    void send(ModemEvent.Send send, MessageSender sender, boolean reported)
            throws ModemUpsetException {
        offer(new Waiting(send, 0, 0), sender, reported);
    }

    /** Offers one of those again that are due, if any is. */
    void sendDue(long now, MessageSender sender, boolean reported) throws ModemUpsetException {
        reports.expire(now);
        Optional<Waiting> next = first().filter(w -> now - w.due() >= 0);
        if (next.isPresent()) {
            waiting.remove(next.get());
            offer(next.get(), sender, reported);
        }
    }

    /** How long nothing is due. */
    Duration idle(long now, Duration most) {
        return first().map(w -> Duration.ofNanos(w.due() - now))
                .filter(wait -> wait.compareTo(most) < 0)
                .orElse(most);
    }

    private Optional<Waiting> first() {
        return waiting.stream().min(Comparator.comparing(Waiting::due));
    }

    private void offer(Waiting message, MessageSender sender, boolean reported)
            throws ModemUpsetException {
        ModemEvent.Send send = message.send();
        int attempts = message.attempts() + 1;
        try {
            int reference =
                    sender.send(
                            send.news().isPresent() ? reporting(send.message()) : send.message());
            LOG.debug("A message to {} was sent", send.message().destination());
            send.news().ifPresent(news -> expectReport(send, reference, reported));
            var unused = send.sent().complete(new SentSms(reference, attempts));
            if (!reported) {
                send.news().ifPresent(n -> SentReports.tell(n, SmsFate.unknown(NO_REPORTS)));
            }
        } catch (SmsRefusedException e) {
            refused(send, attempts, e);
        } catch (ModemUpsetException e) {
            fail(
                    send,
                    new SmsRefusedException(
                            "the modem may have sent the message: " + e.getMessage(),
                            -1,
                            Kind.UNCERTAIN));
            throw e;
        }
    }

    /** The same message, with a status report asked for. */
    private static SmsSubmit reporting(SmsSubmit m) {
        return new SmsSubmit(
                m.rejectDuplicates(),
                m.replyPath(),
                true,
                m.messageReference(),
                m.destination(),
                m.protocol(),
                m.coding(),
                m.validity(),
                m.userData());
    }

    private void expectReport(ModemEvent.Send send, int reference, boolean reported) {
        if (reported) {
            reports.add(
                    reference,
                    send.message().destination(),
                    send.news().orElseThrow(),
                    System.nanoTime() + settings.reportsAwaited().toNanos());
        }
    }

    private void refused(ModemEvent.Send send, int attempts, SmsRefusedException e) {
        if (e.kind() == Kind.PASSING
                && attempts < settings.attempts()
                && waiting.size() < MOST_WAITING) {
            LOG.info("{}; attempt {} of {}", e.getMessage(), attempts, settings.attempts());
            waiting.add(new Waiting(send, attempts, System.nanoTime() + pause(attempts)));
        } else {
            fail(send, e);
        }
    }

    private long pause(int attempts) {
        Duration pause = settings.pause().multipliedBy(1L << Math.min(attempts - 1, 16));
        return (pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause).toNanos();
    }

    private static void fail(ModemEvent.Send send, SmsRefusedException e) {
        var unused = send.sent().completeExceptionally(e);
    }

    /** Passes a status report on; false when nobody waits for it. */
    boolean report(SmsStatusReport report) {
        return reports.take(report);
    }

    /** Nothing that waits to be offered again will be. */
    void giveUp(String reason) {
        waiting.forEach(
                w ->
                        fail(
                                w.send(),
                                new SmsRefusedException("not sent: " + reason, -1, Kind.PASSING)));
        waiting.clear();
    }

    /** Nothing is sent, and no report is taken any more. */
    void close(String reason) {
        giveUp(reason);
        reports.clear(reason);
    }
}
