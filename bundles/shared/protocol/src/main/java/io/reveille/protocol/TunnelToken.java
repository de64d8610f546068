/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import io.reveille.crypto.Hkdf;
import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import java.nio.charset.StandardCharsets;

/**
 * Proves that who dials has opened the access request of a session. Valid once. Never shown,
 * compared in constant time.
 */
public final class TunnelToken {

    /** How many octets a token has. */
    public static final int LENGTH = 32;

    private static final Octets INFO =
            Octets.of("reveille tunnel token".getBytes(StandardCharsets.US_ASCII));

    private static final Octets IKE_INFO =
            Octets.of("reveille ike psk".getBytes(StandardCharsets.US_ASCII));

    private final Secret octets;

    private TunnelToken(Secret octets) {
        this.octets = octets;
    }

    /**
     * A token from its 32 octets.
     *
     * @throws IllegalArgumentException when there are not 32
     */
    public static TunnelToken of(byte[] octets) {
        Ranges.check("octets of a tunnel token", octets.length, LENGTH, LENGTH);
        return new TunnelToken(Secret.of(octets));
    }

    /** HKDF-SHA256 of the negotiation key, salted with the session id. */
    static TunnelToken derive(Secret negotiationKey, SessionId sessionId) {
        return new TunnelToken(Hkdf.derive(negotiationKey, sessionId.octets(), INFO, LENGTH));
    }

    /**
     * The pre-shared key of IKEv2 for the tunnel of this session, where IPsec carries it:
     * HKDF-SHA256 of the token, salted with the session id; 32 octets.
     */
    public Secret ikeKey(SessionId sessionId) {
        return Hkdf.derive(octets, sessionId.octets(), IKE_INFO, LENGTH);
    }

    /** A copy of the 32 octets, for who presents the token. */
    public byte[] toArray() {
        return octets.copy();
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TunnelToken that && octets.equals(that.octets);
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    /** Nothing of the token. */
    @Override
    public String toString() {
        return "TunnelToken[hidden]";
    }
}
