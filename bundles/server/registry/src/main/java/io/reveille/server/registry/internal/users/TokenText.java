/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import io.reveille.crypto.Octets;
import io.reveille.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How API tokens look: {@code rvl_ID_SECRET}, the id of 8 hexadecimal digits, the secret of 256
 * bits in base64url. So a token that leaked is found by its look, and named without telling it.
 */
final class TokenText {
    static final String PREFIX = "rvl_";
    static final int LENGTH = PREFIX.length() + 8 + 1 + 43;
    private static final int ID_OCTETS = 4;
    private static final int SECRET_OCTETS = 32;

    private TokenText() {}

    static String newId() {
        return HexFormat.of().formatHex(Secret.random(ID_OCTETS).copy());
    }

    static Secret of(String id) {
        String secret =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Secret.random(SECRET_OCTETS).copy());
        return Secret.of((PREFIX + id + "_" + secret).getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether it looks like a token of ours; whether it is one, its digest tells. */
    static boolean isOne(byte[] text) {
        if (text.length != LENGTH) {
            return false;
        }
        for (int i = 0; i < PREFIX.length(); i++) {
            if (text[i] != PREFIX.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static Octets digest(byte[] text) {
        try {
            return Octets.of(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
