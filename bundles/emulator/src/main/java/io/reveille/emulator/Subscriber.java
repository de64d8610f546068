/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator;

import java.util.Optional;

/**
 * A SIM card.
 *
 * @param number its telephone number, such as {@code +4915112345678}
 * @param imsi subscriber identity, 15 digits
 * @param iccid the card's number, 19 or 20 digits
 * @param pin asked for after every start of the modem, if there is one
 */
public record Subscriber(String number, String imsi, String iccid, Optional<String> pin) {
    public Subscriber {
        check("a number", number, "\\+?[0-9]{3,15}");
        check("an IMSI", imsi, "[0-9]{14,15}");
        check("an ICCID", iccid, "[0-9]{19,20}");
        pin.ifPresent(digits -> check("a PIN", digits, "[0-9]{4,8}"));
    }

    /** A SIM with this number, identities made up from it, and no PIN. */
    public static Subscriber of(String number) {
        String digits = number.replaceAll("[^0-9]", "");
        return new Subscriber(
                number, "26201" + lastTen(digits), "894902000" + lastTen(digits), Optional.empty());
    }

    /** The same with a PIN. */
    public Subscriber withPin(String digits) {
        return new Subscriber(number, imsi, iccid, Optional.of(digits));
    }

    private static String lastTen(String digits) {
        String padded = "0000000000" + digits;
        return padded.substring(padded.length() - 10);
    }

    private static void check(String what, String value, String form) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException(what + " is to match " + form);
        }
    }

    /** Shows no PIN. */
    @Override
    public String toString() {
        return "Subscriber[" + number + "]";
    }
}
