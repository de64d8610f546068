/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.reveille.server.registry.ClientReach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks tokens of one issuer. */
final class JwtIssuer {
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final JwtSettings settings;
    private final JwkSource keys;
    private final InstantSource clock;

    /** What a good token says. */
    record Claims(String user, Optional<ClientReach> scope) {}

    JwtIssuer(JwtSettings settings, JwkSource keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @throws JwtException if the token is not good, or not now; the message says why
     */
    Claims check(byte[] text) throws JwtException {
        JsonWebToken token = JsonWebToken.parse(text);
        List<Jwk> known = keys.keys();
        JsonObject claims = token.claims(token.isFor(known) ? known : keys.newer());
        if (!Jose.text(claims, "iss").equals(Optional.of(settings.issuer()))) {
            throw new JwtException("the token is of another issuer");
        }
        if (!texts(claims, "aud").contains(settings.audience())) {
            throw new JwtException("the token is for someone else");
        }
        Instant now = clock.instant();
        Instant expires =
                time(claims, "exp").orElseThrow(() -> new JwtException("the token has no exp"));
        if (!now.minus(LEEWAY).isBefore(expires)) {
            throw new JwtException("the token has expired");
        }
        if (time(claims, "nbf").filter(now.plus(LEEWAY)::isBefore).isPresent()) {
            throw new JwtException("the token is not good yet");
        }
        String user =
                Jose.text(claims, settings.userClaim())
                        .filter(StoredUsers::isName)
                        .orElseThrow(() -> new JwtException("the token names no user"));
        return new Claims(user, scope(claims));
    }

    private Optional<ClientReach> scope(JsonObject claims) throws JwtException {
        String name = settings.reachClaim();
        if (name.isEmpty() || !claims.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClientReach.parse(String.join(" ", texts(claims, name))));
        } catch (IllegalArgumentException e) {
            throw new JwtException(
                    "'%s' is not a list of gateways and services".formatted(name), e);
        }
    }

    /** A text or an array of texts (RFC 7519 section 4.1.3). */
    private static List<String> texts(JsonObject claims, String name) throws JwtException {
        JsonElement value = claims.get(name);
        if (value == null || !value.isJsonArray()) {
            return Jose.text(claims, name).map(List::of).orElse(List.of());
        }
        JsonArray array = value.getAsJsonArray();
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
                throw new JwtException("'%s' is not a list of texts".formatted(name));
            }
            texts.add(element.getAsString());
        }
        return texts;
    }

    /** Seconds since 1970, perhaps with a fraction (RFC 7519 section 2). */
    private static Optional<Instant> time(JsonObject claims, String name) throws JwtException {
        JsonElement value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            double seconds = value.getAsDouble();
            if (seconds >= 0 && seconds < Integer.MAX_VALUE * 64.0) {
                return Optional.of(Instant.ofEpochSecond((long) seconds));
            }
        }
        throw new JwtException("'%s' is not a time".formatted(name));
    }
}
