/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.SealingCipher;
import java.util.Arrays;
import java.util.Optional;

/**
 * How an access request is sealed: HPKE (RFC 9180) with X25519, HKDF-SHA256, one of two ciphers,
 * with or without a pre-shared key.
 */
public enum Suite {
    /** mode_auth, ChaCha20-Poly1305. */
    AUTH_CHACHA20_POLY1305(0x01, SealingCipher.CHACHA20_POLY1305, false),
    /** mode_auth, AES-128-GCM. */
    AUTH_AES_128_GCM(0x02, SealingCipher.AES_128_GCM, false),
    /** mode_auth_psk, ChaCha20-Poly1305. */
    AUTH_PSK_CHACHA20_POLY1305(0x11, SealingCipher.CHACHA20_POLY1305, true),
    /** mode_auth_psk, AES-128-GCM. */
    AUTH_PSK_AES_128_GCM(0x12, SealingCipher.AES_128_GCM, true);

    private final int octet;
    private final SealingCipher cipher;
    private final boolean withPsk;

    Suite(int octet, SealingCipher cipher, boolean withPsk) {
        this.octet = octet;
        this.cipher = cipher;
        this.withPsk = withPsk;
    }

    /** The suite's number in the header. */
    public int octet() {
        return octet;
    }

    /** The authenticated cipher. */
    public SealingCipher cipher() {
        return cipher;
    }

    /** Whether it needs a pre-shared key. */
    public boolean withPsk() {
        return withPsk;
    }

    /** The suite with this number. */
    public static Optional<Suite> of(int octet) {
        return Arrays.stream(values()).filter(suite -> suite.octet == octet).findFirst();
    }
}
