/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The headers whose PDU has not come yet. A message may be shown between the header of another and
 * its PDU, so a PDU belongs to the header that came last.
 */
final class PduHeaders {

    /** A header, whether it is part of an answer, and until when its PDU may come. */
    record Header(String line, boolean asked, long until) {}

    private final Deque<Header> open = new ArrayDeque<>();

    /** Whether a line announces a message that is shown unasked. */
    static boolean isShown(String line) {
        return line.startsWith("+CMT:") || line.startsWith("+CDS:");
    }

    /** A header of an answer; its PDU may come as long as the answer lasts. */
    void asked(String line) {
        open.removeIf(Header::asked);
        open.addLast(new Header(line, true, 0));
    }

    /** A header said unasked. */
    void shown(String line, long until) {
        open.removeIf(header -> !header.asked());
        open.addLast(new Header(line, false, until));
    }

    void forgetAsked() {
        open.removeIf(Header::asked);
    }

    boolean awaitPdu(long now) {
        open.removeIf(header -> !header.asked() && now - header.until() > 0);
        return !open.isEmpty();
    }

    Header take() {
        return open.removeLast();
    }
}
