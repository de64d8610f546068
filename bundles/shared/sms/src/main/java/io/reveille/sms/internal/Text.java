/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Alphabet;
import io.reveille.sms.NationalLanguage;
import io.reveille.sms.OctetString;
import io.reveille.sms.UserDataHeader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and writes the body of user data as text. */
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

    /**
     * The body for a text.
     *
     * @throws IllegalArgumentException when the alphabet has no such text
     */
    public static byte[] write(Alphabet alphabet, String text, Optional<UserDataHeader> header) {
        return switch (alphabet) {
            case OCTETS -> throw new IllegalArgumentException("8BIT carries octets, not text");
            case UCS2 -> text.getBytes(StandardCharsets.UTF_16BE);
            case GSM7 -> table(header).encode(text);
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
