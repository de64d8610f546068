/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.OptionalInt;

/** A short message that was not sent, or that may not have been. */
public final class SmsRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int cause;
    private final boolean outcomeKnown;

    /**
     * A message that did not go.
     *
     * @param cause the number in {@code +CMS ERROR}, -1 when the modem gave none
     * @param outcomeKnown false when the modem's answer was lost, so that the message may have gone
     */
    public SmsRefusedException(String message, int cause, boolean outcomeKnown) {
        super(message);
        this.cause = cause;
        this.outcomeKnown = outcomeKnown;
    }

    /** The number of {@code +CMS ERROR} (3GPP TS 27.005 section 3.2.5), when the modem gave one. */
    public OptionalInt causeNumber() {
        return cause < 0 ? OptionalInt.empty() : OptionalInt.of(cause);
    }

    /** Whether the message surely was not sent. If not, sending it again may deliver it twice. */
    public boolean outcomeKnown() {
        return outcomeKnown;
    }
}
