/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Alphabet;
import io.reveille.sms.NationalLanguage;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserDataHeader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the body of user data as text. */
public final class Text {
    private Text() {}

    /** The text; none of octets. Halves of surrogate pairs are replaced by U+FFFD. */
    public static Optional<String> read(
            Alphabet alphabet, OctetString body, Optional<UserDataHeader> header) {
        return switch (alphabet) {
            case OCTETS -> Optional.empty();
            case UCS2 -> Optional.of(new String(body.toArray(), StandardCharsets.UTF_16BE));
            case GSM7 -> Optional.of(table(header).decode(body));
        };
    }

    private static SeptetTable table(Optional<UserDataHeader> header) {
        if (header.isEmpty()) {
            return SeptetTable.DEFAULT;
        }
        Optional<NationalLanguage> locking = header.get().lockingShift();
        return SeptetTable.of(locking, header.get().singleShift());
    }
}
