/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Immutable octets that are no secret: public keys, sealed messages, digests. Compared by content;
 * shown as hexadecimal. For what must stay secret see {@link Secret}.
 */
public final class Octets {

    /** No octets at all. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Octets with the content that {@code octets} has now; later changes to the array are not seen.
     */
    public static Octets of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Octets(octets.clone());
    }

    /** Octets {@code from} (inclusive) to {@code to} (exclusive) of an array. */
    public static Octets of(byte[] octets, int from, int to) {
        return from == to ? EMPTY : new Octets(Arrays.copyOfRange(octets, from, to));
    }

    /**
     * Octets from pairs of hexadecimal digits of either case, without separators.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Octets fromHex(String hex) {
        return new Octets(HEX.parseHex(hex));
    }

    /**
     * Octets from standard base64 (RFC 4648 section 4), padded or not, without white space.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Octets fromBase64(String base64) {
        return new Octets(Base64.getDecoder().decode(base64));
    }

    /** The SHA-256 of these octets (FIPS 180-4): 32 octets. */
    public static Octets sha256(byte[] octets) {
        try {
            return new Octets(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    /** How many octets there are. */
    public int length() {
        return octets.length;
    }

    /**
     * One octet as 0 to 255.
     *
     * @throws IndexOutOfBoundsException when there is none at {@code index}
     */
    public int at(int index) {
        return Byte.toUnsignedInt(octets[index]);
    }

    /**
     * The octets {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws IndexOutOfBoundsException when the range is not within these octets
     */
    public Octets slice(int from, int to) {
        if (from < 0 || to > octets.length || from > to) {
            throw new IndexOutOfBoundsException(
                    "octets " + from + " to " + to + " of " + octets.length);
        }
        return of(octets, from, to);
    }

    /** A copy that the caller may change. */
    public byte[] toArray() {
        return octets.clone();
    }

    /** Lower-case hexadecimal, without separators. */
    public String hex() {
        return HEX.formatHex(octets);
    }

    /** Standard base64 with padding (RFC 4648 section 4), on one line. */
    public String base64() {
        return Base64.getEncoder().encodeToString(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
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
