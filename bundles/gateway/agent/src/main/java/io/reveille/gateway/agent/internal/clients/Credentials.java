/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client gave as {@code Authorization} or {@code Proxy-Authorization} (RFC 9110 section
 * 11.4). Secrets are not in {@link Object#toString}.
 */
sealed interface Credentials {

    int LONGEST = 4096;

    /** Name and password (RFC 7617). */
    record Basic(String name, Secret password) implements Credentials {}

    /** A token (RFC 6750). */
    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** A proof that the password is known (RFC 7616 section 3.4). */
    record Digest(
            String name,
            String realm,
            String nonce,
            String uri,
            String response,
            String cnonce,
            String count)
            implements Credentials {

        /** How often the nonce has been used by the client, from 1. */
        long number() {
            return Long.parseLong(count, 16);
        }
    }

    /** Reads a field's value; empty if it is none of these, or not well formed. */
    static Optional<Credentials> parse(String value) {
        int space = value.indexOf(' ');
        if (value.length() > LONGEST || space < 0) {
            return Optional.empty();
        }
        String rest = value.substring(space + 1).strip();
        return switch (value.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(rest);
            case "bearer" -> bearer(rest);
            case "digest" -> Parameters.parse(rest).flatMap(Credentials::digest);
            default -> Optional.empty();
        };
    }

    private static Optional<Credentials> basic(String rest) {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(rest);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = 0;
        while (colon < octets.length && octets[colon] != ':') {
            colon++;
        }
        if (colon == octets.length) {
            return Optional.empty();
        }
        byte[] password = new byte[octets.length - colon - 1];
        System.arraycopy(octets, colon + 1, password, 0, password.length);
        return Optional.of(
                new Basic(
                        new String(octets, 0, colon, StandardCharsets.UTF_8), Secret.of(password)));
    }

    private static Optional<Credentials> bearer(String rest) {
        return rest.matches("[A-Za-z0-9._~+/-]{1,2048}=*")
                ? Optional.of(new Bearer(rest))
                : Optional.empty();
    }

    private static Optional<Credentials> digest(Map<String, String> given) {
        for (String needed :
                new String[] {"username", "realm", "nonce", "uri", "response", "cnonce", "nc"}) {
            if (!given.containsKey(needed)) {
                return Optional.empty();
            }
        }
        boolean ours =
                given.getOrDefault("algorithm", "MD5").equalsIgnoreCase("SHA-256")
                        && given.getOrDefault("qop", "").equals("auth")
                        && !given.getOrDefault("userhash", "false").equalsIgnoreCase("true")
                        && given.getOrDefault("nc", "").matches("[0-9a-fA-F]{8}")
                        && given.getOrDefault("response", "").matches("[0-9a-fA-F]{64}");
        return ours
                ? Optional.of(
                        new Digest(
                                given.getOrDefault("username", ""),
                                given.getOrDefault("realm", ""),
                                given.getOrDefault("nonce", ""),
                                given.getOrDefault("uri", ""),
                                given.getOrDefault("response", "").toLowerCase(Locale.ROOT),
                                given.getOrDefault("cnonce", ""),
                                given.getOrDefault("nc", "")))
                : Optional.empty();
    }

    /** {@code name=token} and {@code name="text"}, separated by commas, each name once. */
    final class Parameters {
        private static final Pattern ONE =
                Pattern.compile(
                        "\\s*([A-Za-z0-9!#$%&'*+.^_`|~-]{1,40})\\s*=\\s*"
                                + "(?:\"((?:[^\"\\\\]|\\\\.){0,2048})\"|([^\\s\",;=]{1,2048}))"
                                + "\\s*(,|$)");
        private static final int MOST = 30;

        private Parameters() {}

        static Optional<Map<String, String>> parse(String text) {
            Map<String, String> found = new HashMap<>();
            Matcher matcher = ONE.matcher(text);
            int at = 0;
            while (at < text.length()) {
                matcher.region(at, text.length());
                if (!matcher.lookingAt() || found.size() >= MOST) {
                    return Optional.empty();
                }
                String value =
                        matcher.group(3) == null
                                ? matcher.group(2).replaceAll("\\\\(.)", "$1")
                                : matcher.group(3);
                String name = matcher.group(1).toLowerCase(Locale.ROOT);
                if (found.put(name, value) != null) {
                    return Optional.empty();
                }
                at = matcher.end();
                if (at == text.length() && matcher.group(4).equals(",")) {
                    return Optional.empty();
                }
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(found);
        }
    }
}
