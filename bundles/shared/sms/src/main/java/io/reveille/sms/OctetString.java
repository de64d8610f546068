/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of octets, equal when its content is. */
public final class OctetString {
    private static final OctetString EMPTY = new OctetString(new byte[0]);

    private final byte[] octets;

    private OctetString(byte[] octets) {
        this.octets = octets;
    }

    /** No octets at all. */
    public static OctetString empty() {
        return EMPTY;
    }

    /** A copy of the octets given. */
    public static OctetString of(byte... octets) {
        return octets.length == 0 ? EMPTY : new OctetString(octets.clone());
    }

    /** A copy of {@code length} octets from {@code offset} on. */
    public static OctetString of(byte[] octets, int offset, int length) {
        return length == 0
                ? EMPTY
                : new OctetString(Arrays.copyOfRange(octets, offset, offset + length));
    }

    /**
     * The octets that hexadecimal digits stand for.
     *
     * @param hex an even number of digits of either case, nothing between them
     * @throws IllegalArgumentException when it is anything else
     */
    public static OctetString fromHex(CharSequence hex) {
        return new OctetString(HexFormat.of().parseHex(hex));
    }

    /** The number of octets. */
    public int length() {
        return octets.length;
    }

    /** The octet at an index, 0 to 255. */
    public int at(int index) {
        return octets[index] & 0xFF;
    }

    /** The octets from {@code from} up to, not including, {@code to}. */
    public OctetString slice(int from, int to) {
        return of(octets, from, to - from);
    }

    /** A copy of the octets. */
    public byte[] toArray() {
        return octets.clone();
    }

    /** The octets as upper-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().withUpperCase().formatHex(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OctetString that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The same as {@link #hex()}. */
    @Override
    public String toString() {
        return hex();
    }
}
