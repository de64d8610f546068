/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A recipient that is not a telephone number: a gateway id or an e-mail address. Compared octet by
 * octet.
 *
 * @param text 1 to 255 octets of UTF-8, no control characters
 */
public record LongRecipient(String text) implements Recipient {

    /** How many octets of UTF-8 a recipient has at most. */
    public static final int MAXIMUM_LENGTH = 255;

    /**
     * @throws IllegalArgumentException when the text is empty, too long, no UTF-8 or has control
     *     characters
     */
    public LongRecipient {
        int length = utf8(text).length();
        if (length == 0 || length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a recipient has 1 to " + MAXIMUM_LENGTH + " octets of UTF-8, not " + length);
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a recipient has no control characters");
        }
    }

    /**
     * A recipient from its canonical octets.
     *
     * @throws IllegalArgumentException when they are malformed
     */
    public static LongRecipient ofCanonical(Octets octets) {
        try {
            return new LongRecipient(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets.toArray()))
                            .toString());
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("a recipient is UTF-8", malformed);
        }
    }

    /** The text in UTF-8. */
    @Override
    public Octets canonical() {
        return utf8(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Octets utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] octets = new byte[encoded.remaining()];
            encoded.get(octets);
            return Octets.of(octets);
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("a recipient is UTF-8", malformed);
        }
    }
}
