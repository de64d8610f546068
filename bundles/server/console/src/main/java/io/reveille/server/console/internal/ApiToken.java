/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The bearer token (RFC 6750) that opens the API: 32 random octets, new at every start. */
public final class ApiToken {
    private static final int LENGTH = 32;
    private static final String SCHEME = "Bearer ";

    private final String text;

    private ApiToken(String text) {
        this.text = text;
    }

    public static ApiToken random() {
        byte[] octets = new byte[LENGTH];
        new SecureRandom().nextBytes(octets);
        return new ApiToken(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }

    /** For the file that only the server's user can read. */
    public String text() {
        return text;
    }

    /** Whether an {@code Authorization} header carries this token; takes the same time for any. */
    public boolean opens(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] offered =
                authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), offered);
    }

    @Override
    public String toString() {
        return "ApiToken[hidden]";
    }
}
