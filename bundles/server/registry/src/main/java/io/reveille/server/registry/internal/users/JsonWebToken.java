/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A signed token (RFC 7519, RFC 7515 section 7.1) whose signature has not been looked at. Its
 * claims can't be had before.
 */
final class JsonWebToken {
    static final int MAX_LENGTH = 8192;
    private static final int MAX_KEYS_TRIED = 4;

    private final String signed;
    private final JwtAlgorithm algorithm;
    private final Optional<String> keyId;
    private final byte[] claims;
    private final byte[] signature;

    private JsonWebToken(
            String signed,
            JwtAlgorithm algorithm,
            Optional<String> keyId,
            byte[] claims,
            byte[] signature) {
        this.signed = signed;
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.claims = claims;
        this.signature = signature;
    }

    /**
     * @throws JwtException if it is none, or one of a kind that is not accepted
     */
    static JsonWebToken parse(byte[] octets) throws JwtException {
        if (octets.length > MAX_LENGTH) {
            throw new JwtException("the token is too long");
        }
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (first <= 0 || first == last || text.indexOf('.', first + 1) != last) {
            throw new JwtException("it is not a token of three parts");
        }
        JsonObject header = Jose.object(Jose.base64url(text.substring(0, first)));
        if (header.has("crit") || header.has("b64")) {
            throw new JwtException("the token has a header that must be understood");
        }
        String type = Jose.text(header, "typ").orElse("JWT").toLowerCase(Locale.ROOT);
        if (!List.of("jwt", "at+jwt", "application/at+jwt").contains(type)) {
            throw new JwtException("the token is of another type");
        }
        JwtAlgorithm algorithm =
                JwtAlgorithm.named(Jose.text(header, "alg").orElse(""))
                        .orElseThrow(() -> new JwtException("the algorithm is not accepted"));
        return new JsonWebToken(
                text.substring(0, last),
                algorithm,
                Jose.text(header, "kid"),
                Jose.base64url(text.substring(first + 1, last)),
                Jose.base64url(text.substring(last + 1)));
    }

    /** Whether there is a key that it may have been signed with. */
    boolean isFor(List<Jwk> keys) {
        return keys.stream().anyMatch(this::isFor);
    }

    private boolean isFor(Jwk key) {
        return key.algorithm() == algorithm
                && (keyId.isEmpty() || key.id().isEmpty() || key.id().equals(keyId));
    }

    /**
     * What it claims, when one of the keys has signed it.
     *
     * @throws JwtException if none has, or the claims can't be read
     */
    JsonObject claims(List<Jwk> keys) throws JwtException {
        byte[] octets = signed.getBytes(StandardCharsets.ISO_8859_1);
        boolean good =
                keys.stream()
                        .filter(this::isFor)
                        .limit(MAX_KEYS_TRIED)
                        .anyMatch(key -> algorithm.verifies(key.key(), octets, signature));
        if (!good) {
            throw new JwtException("the signature is not one of the issuer's");
        }
        return Jose.object(claims);
    }
}
