/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.SmsDecodeException;

/** Digits two to an octet, the first in the low half (TS 23.040, 9.1.2.3 and 9.1.2.5). */
final class SemiOctets {
    private static final char[] DIGITS = "0123456789*#abc".toCharArray();
    private static final int FILLER = 0x0F;

    private SemiOctets() {}

    static String read(OctetReader in, int digits, String field) throws SmsDecodeException {
        int start = in.skip((digits + 1) / 2, field);
        byte[] octets = in.array();
        char[] text = new char[digits];
        for (int i = 0; i < digits; i++) {
            int value = octets[start + (i >> 1)] >> ((i & 1) << 2) & 0x0F;
            if (value == FILLER) {
                throw in.failure(field, start + (i >> 1), "filler F in place of digit " + (i + 1));
            }
            text[i] = DIGITS[value];
        }
        return new String(text);
    }

    static void write(String digits, OctetWriter out) {
        for (int i = 0; i < digits.length(); i += 2) {
            int high = i + 1 < digits.length() ? value(digits.charAt(i + 1)) : FILLER;
            out.octet(high << 4 | value(digits.charAt(i)));
        }
    }

    private static int value(char digit) {
        return switch (digit) {
            case '*' -> 10;
            case '#' -> 11;
            case 'a', 'b', 'c' -> digit - 'a' + 12;
            default -> digit - '0';
        };
    }
}
