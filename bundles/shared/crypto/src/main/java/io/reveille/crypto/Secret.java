/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * Octets that must not leak: never shown by {@link #toString()}, compared in constant time, not
 * serializable, wiped by {@link #destroy()}. A copy leaves only by the explicit {@link #copy()}.
 */
public final class Secret implements Destroyable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] octets;
    private volatile boolean destroyed;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    /**
     * A secret with the content that {@code octets} has now. The caller's array stays the caller's
     * to wipe.
     */
    public static Secret of(byte[] octets) {
        return new Secret(octets.clone());
    }

    /** A fresh secret of {@code length} octets from the platform's secure random generator. */
    public static Secret random(int length) {
        byte[] octets = new byte[length];
        RANDOM.nextBytes(octets);
        return new Secret(octets);
    }

    /** How many octets the secret has; this is not secret. */
    public int length() {
        return octets.length;
    }

    /**
     * A copy of the octets, which the caller should wipe after use.
     *
     * @throws IllegalStateException after {@link #destroy()}
     */
    public byte[] copy() {
        byte[] copy = octets.clone();
        if (destroyed) {
            Arrays.fill(copy, (byte) 0);
            throw new IllegalStateException("this secret has been destroyed");
        }
        return copy;
    }

    /** Overwrites the octets. Nothing can be had from this secret afterwards. */
    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /**
     * Compares in a time that depends on the lengths alone. A destroyed secret equals only itself.
     */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Secret that
                && !destroyed
                && !that.destroyed
                && MessageDigest.isEqual(octets, that.octets);
    }

    /** Depends on the length alone, so that it tells nothing about the content. */
    @Override
    public int hashCode() {
        return octets.length;
    }

    /** The length, never the content. */
    @Override
    public String toString() {
        return "Secret[" + octets.length + " octets]";
    }
}
