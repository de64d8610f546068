/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/**
 * The signatures that are accepted (RFC 7518 section 3, RFC 8037). No others: neither HMAC nor
 * none.
 */
enum JwtAlgorithm {
    RS256("RS256", "SHA256withRSA"),
    ES256("ES256", "SHA256withECDSAinP1363Format"),
    EDDSA("EdDSA", "Ed25519");

    private final String name;
    private final String signature;

    JwtAlgorithm(String name, String signature) {
        this.name = name;
        this.signature = signature;
    }

    static Optional<JwtAlgorithm> named(String name) {
        for (JwtAlgorithm algorithm : values()) {
            if (algorithm.name.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    boolean verifies(PublicKey key, byte[] signed, byte[] with) {
        try {
            Signature verifier = Signature.getInstance(signature);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(with);
        } catch (GeneralSecurityException e) {
            return false; // such as a signature of another length
        }
    }
}
