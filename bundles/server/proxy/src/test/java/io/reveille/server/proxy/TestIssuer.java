/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.internal.users.JwtSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Issues signed tokens (RFC 7519) that say who somebody is. */
final class TestIssuer {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    TestIssuer() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    }

    /** How it is trusted, with its key set in that file. */
    JwtSettings settings(Path file) {
        return new JwtSettings(
                "https://id.test",
                "reveille",
                file.toString(),
                Optional.empty(),
                "sub",
                "reveille_reach",
                Optional.empty());
    }

    String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(
                        BASE64.encodeToString(key.getModulus().toByteArray()),
                        BASE64.encodeToString(key.getPublicExponent().toByteArray()));
    }

    /** A token of that user, good for ten minutes. */
    String token(String user) throws GeneralSecurityException {
        String claims =
                "{\"iss\":\"https://id.test\",\"aud\":\"reveille\",\"sub\":\"%s\",\"exp\":%d}"
                        .formatted(user, Instant.now().plusSeconds(600).getEpochSecond());
        String signed = base64("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + base64(claims);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(keys.getPrivate());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signer.sign());
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
