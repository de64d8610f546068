/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.SmsDecodeException;

/** Hexadecimal digits as modems print them. */
public final class HexDigits {
    private HexDigits() {}

    /** The octets; the failure's offset is the octet that the digit belongs to. */
    public static byte[] parse(CharSequence hex) throws SmsDecodeException {
        int digits = hex.length();
        byte[] octets = new byte[digits / 2];
        for (int i = 0; i < digits; i++) {
            int value = value(hex.charAt(i));
            if (value < 0) {
                throw new SmsDecodeException(
                        "hex", i / 2, "character " + (i + 1) + " is no hexadecimal digit");
            }
            if (i / 2 < octets.length) {
                octets[i / 2] = (byte) (octets[i / 2] << 4 | value);
            }
        }
        if (digits % 2 != 0) {
            throw new SmsDecodeException(
                    "hex", digits / 2, "the last octet has one digit only, of " + digits);
        }
        return octets;
    }

    private static int value(char digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        char lower = (char) (digit | 0x20);
        return lower >= 'a' && lower <= 'f' && digit < 0x80 ? lower - 'a' + 10 : -1;
    }
}
