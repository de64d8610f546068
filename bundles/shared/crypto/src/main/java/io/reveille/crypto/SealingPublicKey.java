/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * A public key for sealing: X25519 (RFC 7748), as DHKEM(X25519, HKDF-SHA256) of RFC 9180 serializes
 * it.
 *
 * @param octets the u-coordinate, 32 octets; points of low order, with which anyone could seal, are
 *     refused
 */
public record SealingPublicKey(Octets octets) {

    /** How many octets a sealing key has, public or private. */
    public static final int LENGTH = 32;

    private static final X25519PrivateKeyParameters PROBE =
            new X25519PrivateKeyParameters(new byte[LENGTH]);

    /**
     * @throws IllegalArgumentException when these are not 32 octets, or name a point of low order
     */
    public SealingPublicKey {
        if (octets.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "a sealing key has " + LENGTH + " octets, not " + octets.length());
        }
        try {
            PROBE.generateSecret(bc(octets), new byte[LENGTH], 0);
        } catch (IllegalStateException zero) {
            throw new IllegalArgumentException("this sealing key is a point of low order", zero);
        }
    }

    /**
     * A public key from what {@link #base64()} gave.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    public static SealingPublicKey fromBase64(String base64) {
        return new SealingPublicKey(Octets.fromBase64(base64));
    }

    /** The key as standard base64, 44 characters. */
    public String base64() {
        return octets.base64();
    }

    X25519PublicKeyParameters bc() {
        return bc(octets);
    }

    private static X25519PublicKeyParameters bc(Octets octets) {
        return new X25519PublicKeyParameters(octets.toArray());
    }
}
