/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.OctetString;

/** The GSM 7 bit default alphabet with its extension, unpacked (TS 23.038, 6.2.1). */
public final class Gsm7 {
    private Gsm7() {}

    /** Whether the alphabet has all characters. */
    public static boolean encodable(String text) {
        return SeptetTable.DEFAULT.encodable(text);
    }

    /**
     * Septets, one an octet.
     *
     * @throws IllegalArgumentException when a character is not in the alphabet
     */
    public static byte[] encode(String text) {
        return SeptetTable.DEFAULT.encode(text);
    }

    static String decode(byte[] septets) {
        return SeptetTable.DEFAULT.decode(OctetString.of(septets));
    }
}
