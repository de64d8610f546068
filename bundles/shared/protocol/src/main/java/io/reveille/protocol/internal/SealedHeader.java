/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import io.reveille.crypto.Hpke;
import io.reveille.crypto.Octets;
import io.reveille.protocol.AccessRefusedException;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Suite;
import java.nio.ByteBuffer;

/**
 * The header of a sealed access request, all of it in clear and authenticated.
 *
 * @param suite how it is sealed
 * @param senderKeyId which key sealed it
 * @param generation to which of the gateway's keys
 * @param pskEpoch with which shared key, 0 for none
 */
public record SealedHeader(Suite suite, int senderKeyId, int generation, int pskEpoch) {

    /** How many octets the header has, without the encapsulated key. */
    public static final int LENGTH = 6;

    /** Where the ciphertext begins. */
    public static final int CIPHERTEXT = LENGTH + Hpke.ENC_LENGTH;

    private static final int MAGIC = 0xD;
    private static final int VERSION = 1;

    /** Checks length, magic, version and suite, in this order. */
    public static SealedHeader parse(Octets octets) throws AccessRefusedException {
        if (octets.length() < AccessRequest.MINIMUM_SEALED_LENGTH) {
            throw new AccessRefusedException(RefusalReason.TOO_SHORT);
        }
        if (octets.length() > AccessRequest.MAXIMUM_SEALED_LENGTH) {
            throw new AccessRefusedException(RefusalReason.TOO_LONG);
        }
        if (octets.at(0) >> 4 != MAGIC) {
            throw new AccessRefusedException(RefusalReason.BAD_MAGIC);
        }
        if ((octets.at(0) & 0xF) != VERSION) {
            throw new AccessRefusedException(RefusalReason.UNSUPPORTED_VERSION);
        }
        Suite suite =
                Suite.of(octets.at(1))
                        .orElseThrow(
                                () -> new AccessRefusedException(RefusalReason.UNSUPPORTED_SUITE));
        return new SealedHeader(
                suite, octets.at(2) << 8 | octets.at(3), octets.at(4), octets.at(5));
    }

    /** The six octets. */
    public Octets encode() {
        return Octets.of(
                (byte) (MAGIC << 4 | VERSION),
                (byte) suite.octet(),
                (byte) (senderKeyId >> 8),
                (byte) senderKeyId,
                (byte) generation,
                (byte) pskEpoch);
    }

    /**
     * What is authenticated: the six octets, the channel's octet and the recipient's canonical
     * octets.
     */
    public Octets associatedData(SignalChannel channel, Octets recipient) {
        return Octets.of(
                ByteBuffer.allocate(LENGTH + 1 + recipient.length())
                        .put(encode().toArray())
                        .put((byte) channel.octet())
                        .put(recipient.toArray())
                        .array());
    }
}
