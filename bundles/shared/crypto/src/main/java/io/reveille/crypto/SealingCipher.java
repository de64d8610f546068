/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import org.bouncycastle.crypto.hpke.HPKE;

/** The authenticated ciphers that sealing may use (RFC 9180 section 7.3). */
public enum SealingCipher {
    /** AES-128-GCM: the faster one where the processor has AES instructions. */
    AES_128_GCM(HPKE.aead_AES_GCM128),
    /** ChaCha20-Poly1305: constant time in software. */
    CHACHA20_POLY1305(HPKE.aead_CHACHA20_POLY1305);

    /** How many octets either cipher adds to a plaintext. */
    public static final int TAG_LENGTH = 16;

    private final short aeadId;

    SealingCipher(short aeadId) {
        this.aeadId = aeadId;
    }

    short aeadId() {
        return aeadId;
    }
}
