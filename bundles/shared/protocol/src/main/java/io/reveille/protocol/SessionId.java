/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Octets;

/**
 * Names the session that one access request began. Both ends derive it from the sealing; it is
 * never carried in the request. It is no secret by itself: the {@link TunnelToken} is.
 *
 * @param octets 16 octets
 */
public record SessionId(Octets octets) {

    /** How many octets a session id has. */
    public static final int LENGTH = 16;

    /**
     * @throws IllegalArgumentException when there are not 16 octets
     */
    public SessionId {
        Ranges.check("octets of a session id", octets.length(), LENGTH, LENGTH);
    }

    /** A session id from its octets. */
    public static SessionId of(byte... octets) {
        return new SessionId(Octets.of(octets));
    }

    /** Standard base64, 24 characters. */
    public String base64() {
        return octets.base64();
    }

    /** A copy of the 16 octets. */
    public byte[] toArray() {
        return octets.toArray();
    }

    /** The same as {@link #base64()}. */
    @Override
    public String toString() {
        return base64();
    }
}
