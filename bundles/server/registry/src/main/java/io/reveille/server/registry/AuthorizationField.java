/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Reads what a client says to show who it is. */
public final class AuthorizationField {

    private AuthorizationField() {}

    /**
     * Reads the value of an {@code Authorization} or {@code Proxy-Authorization} field: Basic in
     * UTF-8 (RFC 7617) or Bearer (RFC 6750).
     *
     * @return empty if it is neither, or broken
     */
    public static Optional<ClientCredentials> parse(String field) {
        int space = field.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String rest = field.substring(space + 1).strip();
        return switch (field.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(rest);
            case "bearer" -> bearer(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<ClientCredentials> bearer(String token) {
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new BearerCredentials(Secret.of(token.getBytes(StandardCharsets.UTF_8))));
    }

    private static Optional<ClientCredentials> basic(String base64) {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(base64);
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
        byte[] password = Arrays.copyOfRange(octets, colon + 1, octets.length);
        Optional<ClientCredentials> said = password(Arrays.copyOf(octets, colon), password);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(password, (byte) 0);
        return said;
    }

    /** A name and a password as octets that stay the caller's; empty if the name is no UTF-8. */
    public static Optional<ClientCredentials> password(byte[] user, byte[] password) {
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(user)).toString();
            return Optional.of(new PasswordCredentials(name, Secret.of(password)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** To be called once there is a verdict. */
    public static void destroy(ClientCredentials said) {
        if (said instanceof PasswordCredentials password) {
            password.password().destroy();
        } else if (said instanceof BearerCredentials bearer) {
            bearer.token().destroy();
        }
    }
}
