/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

/** Seven bits in eight, the first septet in the lowest bits (TS 23.038, 6.1.2.1). */
final class Septets {
    private Septets() {}

    /** How many octets hold that many septets. */
    static int octets(int septets) {
        return (septets * 7 + 7) / 8;
    }

    /**
     * Unpacks {@code count} septets that begin {@code fill} bits into the octet at {@code offset}.
     */
    static byte[] unpack(byte[] packed, int offset, int fill, int count) {
        byte[] septets = new byte[count];
        int bit = fill;
        for (int i = 0; i < count; i++) {
            int at = offset + (bit >> 3);
            int shift = bit & 7;
            int value = (packed[at] & 0xFF) >> shift;
            if (shift > 1) {
                value |= (packed[at + 1] & 0xFF) << (8 - shift);
            }
            septets[i] = (byte) (value & 0x7F);
            bit += 7;
        }
        return septets;
    }

    /** Packs septets behind {@code fill} zero bits; what is left of the last octet is zero. */
    static byte[] pack(byte[] septets, int fill) {
        byte[] packed = new byte[(fill + septets.length * 7 + 7) / 8];
        int bit = fill;
        for (byte septet : septets) {
            int at = bit >> 3;
            int shift = bit & 7;
            packed[at] |= (byte) (septet << shift);
            if (shift > 1) {
                packed[at + 1] |= (byte) (septet >> (8 - shift));
            }
            bit += 7;
        }
        return packed;
    }
}
