/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto.internal;

import java.util.Optional;

/** Crockford's base32: no letters that look like digits, either case, dashes ignored. */
public final class Crockford {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Crockford() {}

    /** Octets, a multiple of five, as characters of five bits each. */
    public static String encode(byte[] octets) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte octet : octets) {
            held = (held << 8 | Byte.toUnsignedInt(octet)) & 0xFFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(held >> bits & 31));
            }
        }
        return text.toString();
    }

    /**
     * Exactly {@code length} octets, a multiple of five, from a text, or nothing. I and L read as
     * 1, O as 0; dashes and white space are skipped.
     */
    public static Optional<byte[]> decode(String text, int length) {
        byte[] octets = new byte[length];
        int filled = 0;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '-' || Character.isWhitespace(character)) {
                continue;
            }
            int value = ALPHABET.indexOf(canonical(character));
            if (value < 0 || filled == length) {
                return Optional.empty();
            }
            held = (held << 5 | value) & 0xFFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                octets[filled++] = (byte) (held >> bits);
            }
        }
        return filled == length && bits == 0 ? Optional.of(octets) : Optional.empty();
    }

    private static char canonical(char character) {
        if (character > 'z') {
            return '?';
        }
        char upper = Character.toUpperCase(character);
        return switch (upper) {
            case 'I', 'L' -> '1';
            case 'O' -> '0';
            default -> upper;
        };
    }
}
