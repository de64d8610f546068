/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.OptionalInt;

/** A short message that was not sent, or that may not have been. */
public final class SmsRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int cause;
    private final Kind kind;

    /** What an attempt to send came to. */
    public enum Kind {
        /** Not sent, for a reason that may pass: congestion, no coverage, a modem that is busy. */
        PASSING,
        /** Not sent, and it will be no different the next time. */
        LASTING,
        /** It may have been sent: sending it again may deliver it twice. */
        UNCERTAIN
    }

    /**
     * A message that did not go.
     *
     * @param cause the number in {@code +CMS ERROR}, -1 when the modem gave none
     */
    public SmsRefusedException(String message, int cause, Kind kind) {
        super(message);
        this.cause = cause;
        this.kind = kind;
    }

    /** The number of {@code +CMS ERROR} (3GPP TS 27.005 section 3.2.5), when the modem gave one. */
    public OptionalInt causeNumber() {
        return cause < 0 ? OptionalInt.empty() : OptionalInt.of(cause);
    }

    /** Whether it is worth another attempt. */
    public Kind kind() {
        return kind;
    }

    /** Whether the message surely was not sent. If not, sending it again may deliver it twice. */
    public boolean outcomeKnown() {
        return kind != Kind.UNCERTAIN;
    }
}
