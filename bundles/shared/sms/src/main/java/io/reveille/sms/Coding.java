/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.OptionalInt;

/** Checks that messages have in common. */
final class Coding {
    private Coding() {}

    static void check(DataCodingScheme coding, UserData userData) {
        if (coding.carried() != userData.alphabet()) {
            throw new IllegalArgumentException(
                    "TP-DCS %02X means %s, the user data is %s"
                            .formatted(
                                    coding.octet(),
                                    coding.carried().label(),
                                    userData.alphabet().label()));
        }
    }

    static void failureCause(OptionalInt cause) {
        if (cause.isPresent() && (cause.getAsInt() < 0x80 || cause.getAsInt() > 0xFF)) {
            throw new IllegalArgumentException(
                    "TP-FCS " + cause.getAsInt() + " is not within 128 to 255");
        }
    }

    static void octet(String field, int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(field + " " + value + " is not within 0 to 255");
        }
    }
}
