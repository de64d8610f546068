/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The session id and the single-use token with which a gateway asks for its tunnel: the {@code
 * Authorization} header of the upgrade request, wire format section 2. Equality takes the same time
 * wherever two tokens differ.
 */
public final class TunnelCredential {

    /** Length of a session id in octets. */
    public static final int SESSION_ID_LENGTH = 16;

    /** Length of a token in octets. */
    public static final int TOKEN_LENGTH = 32;

    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "(?i:Reveille) session=\"([A-Za-z0-9+/]{22}==)\", ?token=\"([A-Za-z0-9+/]{43}=)\"");

    private final byte[] sessionId;
    private final byte[] token;

    private TunnelCredential(byte[] sessionId, byte[] token) {
        this.sessionId = sessionId;
        this.token = token;
    }

    /**
     * Keeps copies of both.
     *
     * @param sessionId 16 octets
     * @param token 32 octets
     * @throws IllegalArgumentException if a length is wrong
     */
    public static TunnelCredential of(byte[] sessionId, byte[] token) {
        if (sessionId.length != SESSION_ID_LENGTH) {
            throw new IllegalArgumentException("session id of " + sessionId.length + " octets");
        }
        if (token.length != TOKEN_LENGTH) {
            throw new IllegalArgumentException("token of " + token.length + " octets");
        }
        return new TunnelCredential(sessionId.clone(), token.clone());
    }

    /**
     * Reads the value of an {@code Authorization} header; empty if it is anything but well formed.
     */
    public static Optional<TunnelCredential> parse(String authorization) {
        Matcher matcher = AUTHORIZATION.matcher(authorization);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(
                    of(base64.decode(matcher.group(1)), base64.decode(matcher.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The value of the {@code Authorization} header. It holds the secret: send it, never log it.
     */
    public String authorization() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "Reveille session=\""
                + base64.encodeToString(sessionId)
                + "\", token=\""
                + base64.encodeToString(token)
                + "\"";
    }

    /** A copy of the session id; not a secret by itself. */
    public byte[] sessionId() {
        return sessionId.clone();
    }

    /** Whether the token is this one, in constant time. */
    public boolean hasToken(byte[] other) {
        return MessageDigest.isEqual(token, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TunnelCredential that
                && Arrays.equals(sessionId, that.sessionId)
                && MessageDigest.isEqual(token, that.token);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sessionId);
    }

    @Override
    public String toString() {
        byte[] id = Base64.getEncoder().encode(sessionId);
        return "TunnelCredential[session="
                + new String(id, StandardCharsets.US_ASCII)
                + ", token=…]";
    }
}
