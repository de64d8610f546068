/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.SmsFate;
import io.reveille.sms.Address;
import io.reveille.sms.SmsStatusReport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages a status report is waited for. Belongs to the modem's thread. Bounded in number
 * and age: whoever waits longest is told that nobody will tell.
 *
 * <p>A report belongs to the message last sent with its reference to the same number; centres write
 * a number with or without its country code, so its last digits count.
 */
final class SentReports {
    private static final Logger LOG = LoggerFactory.getLogger(SentReports.class);
    private static final int MOST = 1_024;
    private static final int DIGITS = 7;

    private record Sent(int reference, Address to, Consumer<SmsFate> news, long until) {}

    private final List<Sent> waiting = new ArrayList<>();

    /** A message was sent; its sender is told what the reports say until that time. */
    void add(int reference, Address to, Consumer<SmsFate> news, long until) {
        Optional<Sent> before = find(reference, to);
        before.ifPresent(sent -> end(sent, "its reference was used again before a report came"));
        if (waiting.size() >= MOST) {
            end(waiting.get(0), "too many messages wait for a report");
        }
        waiting.add(new Sent(reference, to, news, until));
    }

    /** Passes a report on; false when nobody waits for it. */
    boolean take(SmsStatusReport report) {
        Optional<Sent> sent = find(report.messageReference(), report.recipient());
        if (sent.isEmpty()) {
            return false;
        }
        SmsFate fate = Fates.of(report);
        if (fate.outcome().isFinal()) {
            waiting.remove(sent.get());
        }
        tell(sent.get().news(), fate);
        return true;
    }

    /** Gives up those whose time has passed. */
    void expire(long now) {
        for (Iterator<Sent> each = List.copyOf(waiting).iterator(); each.hasNext(); ) {
            Sent sent = each.next();
            if (now - sent.until() >= 0) {
                end(sent, "no status report came in time");
            }
        }
    }

    /** Gives all up. */
    void clear(String reason) {
        List.copyOf(waiting).forEach(sent -> end(sent, reason));
    }

    private void end(Sent sent, String reason) {
        waiting.remove(sent);
        tell(sent.news(), SmsFate.unknown(reason));
    }

    static void tell(Consumer<SmsFate> news, SmsFate fate) {
        try {
            news.accept(fate);
        } catch (RuntimeException | LinkageError e) { // a bundle may go at any time
            LOG.warn("News of a message could not be passed on", e);
        }
    }

    private Optional<Sent> find(int reference, Address to) {
        return waiting.stream()
                .filter(sent -> sent.reference() == reference)
                .filter(sent -> lastDigits(sent.to()).equals(lastDigits(to)))
                .reduce((earlier, later) -> later);
    }

    private static String lastDigits(Address address) {
        String digits = address.digits();
        return digits.substring(Math.max(0, digits.length() - DIGITS));
    }
}
