/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPsk;
import io.reveille.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key that one gateway and its fleet share, refreshed inside the tunnel, so that recorded
 * requests stay closed to who breaks X25519 later.
 *
 * @param epoch counts the keys, 1 to 255
 * @param key at least 32 random octets
 */
public record PreSharedKey(int epoch, Secret key) {

    private static final byte[] ID = "reveille psk".getBytes(StandardCharsets.US_ASCII);

    /**
     * @throws IllegalArgumentException when the epoch is out of range or the key too short
     */
    public PreSharedKey {
        Ranges.check("pre-shared key epoch", epoch, 1, 0xFF);
        Ranges.check("octets of a pre-shared key", key.length(), 32, 0xFFFF);
    }

    /** For sealing: its id there is "reveille psk" and the epoch's octet. */
    SealingPsk sealing() {
        byte[] id = Arrays.copyOf(ID, ID.length + 1);
        id[ID.length] = (byte) epoch;
        return new SealingPsk(Octets.of(id), key);
    }
}
