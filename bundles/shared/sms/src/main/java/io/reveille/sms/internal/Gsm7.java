/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.NationalLanguage;
import io.reveille.sms.OctetString;
import java.util.Optional;

/** The 7 bit alphabets, unpacked (TS 23.038, 6.2.1 and annex A). */
public final class Gsm7 {
    private Gsm7() {}

    /** Whether the default alphabet with its extension has all characters. */
    public static boolean encodable(String text) {
        return SeptetTable.DEFAULT.encodable(text);
    }

    /** Septets in the default alphabet with its extension, one an octet. */
    public static byte[] encode(String text) {
        return SeptetTable.DEFAULT.encode(text);
    }

    /** The text of septets, with the tables of the languages where given. */
    public static String decode(
            OctetString septets,
            Optional<NationalLanguage> locking,
            Optional<NationalLanguage> single) {
        return SeptetTable.of(locking, single).decode(septets);
    }
}
