/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;

/**
 * A telephone number in its international form (ITU-T E.164): country code first, 15 digits at
 * most.
 *
 * @param digits 1 to 15 digits, the first not 0, without the plus sign
 */
public record Msisdn(String digits) implements Recipient {

    private static final int OCTETS = 8;
    private static final int FILLER = 0xF;

    /**
     * @throws IllegalArgumentException when these are not 1 to 15 digits or begin with 0
     */
    public Msisdn {
        if (!digits.matches("[1-9][0-9]{0,14}")) {
            throw new IllegalArgumentException(
                    "a telephone number is written with its country code, as in +4915112345678: "
                            + "at most 15 digits, the first not 0");
        }
    }

    /**
     * A number as people write it: a plus sign, or none, and digits with spaces, hyphens, dots or
     * parentheses between them.
     *
     * @throws IllegalArgumentException when it is not in international form
     */
    public static Msisdn parse(String text) {
        String digits = text.length() > 40 ? "" : text.strip().replaceAll("[ ().-]", "");
        return new Msisdn(digits.startsWith("+") ? digits.substring(1) : digits);
    }

    /**
     * A number from its canonical octets.
     *
     * @throws IllegalArgumentException when they are not 8, or not digits and then nothing but
     *     fillers
     */
    public static Msisdn ofCanonical(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new IllegalArgumentException("a telephone number takes 8 octets");
        }
        StringBuilder digits = new StringBuilder();
        boolean filling = false;
        for (int i = 0; i < 2 * OCTETS; i++) {
            int nibble = octets.at(i / 2) >> (i % 2 == 0 ? 4 : 0) & 0xF;
            filling |= nibble == FILLER;
            if (filling ? nibble != FILLER : nibble > 9) {
                throw new IllegalArgumentException("a telephone number is BCD, filled with F");
            }
            if (!filling) {
                digits.append((char) ('0' + nibble));
            }
        }
        return new Msisdn(digits.toString());
    }

    /**
     * Eight octets of BCD, the first digit in the high nibble of the first octet, filled with F.
     */
    @Override
    public Octets canonical() {
        byte[] octets = new byte[OCTETS];
        for (int i = 0; i < 2 * OCTETS; i++) {
            int nibble = i < digits.length() ? digits.charAt(i) - '0' : FILLER;
            octets[i / 2] = (byte) (octets[i / 2] << 4 | nibble);
        }
        return Octets.of(octets);
    }

    /** With the plus sign. */
    @Override
    public String toString() {
        return "+" + digits;
    }
}
