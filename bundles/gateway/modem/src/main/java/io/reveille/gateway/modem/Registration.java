/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.util.Optional;

/**
 * Whether and where a modem is registered, as {@code +CREG}, {@code +CGREG} and {@code +CEREG} tell
 * (3GPP TS 27.007 sections 7.2, 10.1.20, 10.1.22).
 *
 * @param area location or tracking area code, hexadecimal, when the modem tells it
 * @param cell cell identity, hexadecimal, when the modem tells it
 * @param technology the access technology, when the modem tells it
 */
public record Registration(
        Status status,
        Optional<String> area,
        Optional<String> cell,
        Optional<AccessTechnology> technology) {

    /** Nothing is known about where. */
    public static Registration of(Status status) {
        return new Registration(status, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The number {@code <stat>}; the order is that of the standard. */
    public enum Status {
        NOT_REGISTERED,
        HOME,
        SEARCHING,
        DENIED,
        UNKNOWN,
        ROAMING,
        SMS_ONLY_HOME,
        SMS_ONLY_ROAMING,
        EMERGENCY_ONLY,
        CSFB_NOT_PREFERRED_HOME,
        CSFB_NOT_PREFERRED_ROAMING;

        /** The status with this number; {@link #UNKNOWN} for a number without a meaning. */
        public static Status of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
        }

        /** Whether short messages can arrive in this state. */
        public boolean isRegistered() {
            return switch (this) {
                case HOME,
                        ROAMING,
                        SMS_ONLY_HOME,
                        SMS_ONLY_ROAMING,
                        CSFB_NOT_PREFERRED_HOME,
                        CSFB_NOT_PREFERRED_ROAMING ->
                        true;
                case NOT_REGISTERED, SEARCHING, DENIED, UNKNOWN, EMERGENCY_ONLY -> false;
            };
        }
    }
}
