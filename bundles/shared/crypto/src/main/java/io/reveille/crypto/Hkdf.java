/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Key derivation by HKDF with SHA-256 (RFC 5869). */
public final class Hkdf {

    private Hkdf() {}

    /**
     * Extracts from {@code key} with {@code salt} and expands for {@code info}.
     *
     * @param length 1 to 8160 octets
     */
    public static Secret derive(Secret key, Octets salt, Octets info, int length) {
        byte[] ikm = key.copy();
        byte[] derived = new byte[length];
        try {
            HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
            generator.init(new HKDFParameters(ikm, salt.toArray(), info.toArray()));
            generator.generateBytes(derived, 0, length);
            return Secret.of(derived);
        } finally {
            Arrays.fill(ikm, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }
}
