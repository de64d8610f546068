/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** SipHash-2-4 (Aumasson and Bernstein, 2012), as server cookies need it (RFC 9018, 4.4). */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long k0, long k1) {
        v0 = k0 ^ 0x736f6d6570736575L;
        v1 = k1 ^ 0x646f72616e646f6dL;
        v2 = k0 ^ 0x6c7967656e657261L;
        v3 = k1 ^ 0x7465646279746573L;
    }

    /**
     * The hash, as eight octets in the order in which they are sent.
     *
     * @param key 16 octets
     */
    static byte[] hash(byte[] key, byte[] message) {
        ByteBuffer halves = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        long hash = new SipHash(halves.getLong(), halves.getLong()).hash(message);
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(hash).array();
    }

    private long hash(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= Long.BYTES) {
            absorb(in.getLong());
        }
        long last = (long) message.length << 56;
        for (int shift = 0; in.hasRemaining(); shift += 8) {
            last |= (in.get() & 0xFFL) << shift;
        }
        absorb(last);
        v2 ^= 0xFF;
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void absorb(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
