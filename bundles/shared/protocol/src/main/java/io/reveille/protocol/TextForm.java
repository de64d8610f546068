/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;
import java.util.Base64;
import java.util.Optional;

/**
 * A sealed access request as text, for routes that mangle binary and for people who type it:
 * standard base64 (RFC 4648 section 4) without padding, which needs only characters of the GSM 7
 * bit default alphabet (3GPP TS 23.038) that every route carries unchanged.
 */
public final class TextForm {

    private TextForm() {}

    /** The text form, on one line. */
    public static String encode(Octets octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets.toArray());
    }

    /** The first access request in a text. */
    public static Optional<Octets> find(CharSequence text) {
        try {
            return Optional.of(Octets.fromBase64(text.toString().strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
