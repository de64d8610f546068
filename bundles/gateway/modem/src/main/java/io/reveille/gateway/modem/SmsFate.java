/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a message after the service centre had accepted it, as its status reports tell
 * (3GPP TS 23.040 section 9.2.3.15).
 *
 * @param status the number in the report (TP-ST), 0 to 255; none where no report came
 * @param reason for people: what the centre said, such as {@code no response from the recipient}
 * @param at when the centre saw it happen, as the report tells
 */
public record SmsFate(Outcome outcome, OptionalInt status, String reason, Optional<Instant> at) {

    /** What a report comes to. */
    public enum Outcome {
        /** It is with the recipient. */
        DELIVERED(true),
        /** Not yet; the centre keeps trying, and more news may follow. */
        PENDING(false),
        /** It was not delivered and will not be. */
        FAILED(true),
        /** Nobody will tell: no report came in time, or none can come any more. */
        UNKNOWN(true);

        private final boolean isFinal;

        Outcome(boolean isFinal) {
            this.isFinal = isFinal;
        }

        /** Whether nothing more is to be expected. */
        public boolean isFinal() {
            return isFinal;
        }
    }

    /** Nobody will tell, for this reason. */
    public static SmsFate unknown(String reason) {
        return new SmsFate(Outcome.UNKNOWN, OptionalInt.empty(), reason, Optional.empty());
    }
}
