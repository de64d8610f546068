/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** Makes keys and tokens as issuers do. */
final class TokenForge {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TokenForge() {}

    static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    static String token(String header, String claims, KeyPair keys, String signature)
            throws GeneralSecurityException {
        String signed = base64(header) + "." + base64(claims);
        Signature signer = Signature.getInstance(signature);
        signer.initSign(keys.getPrivate());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signer.sign());
    }

    static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String jwk(String id, KeyPair keys) {
        if (keys.getPublic() instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                    .formatted(
                            id,
                            BASE64.encodeToString(rsa.getModulus().toByteArray()),
                            BASE64.encodeToString(rsa.getPublicExponent().toByteArray()));
        }
        if (keys.getPublic() instanceof ECPublicKey ec) {
            return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                    .formatted(
                            id,
                            coordinate(ec.getW().getAffineX()),
                            coordinate(ec.getW().getAffineY()));
        }
        EdECPublicKey ed = (EdECPublicKey) keys.getPublic();
        byte[] y = fixed(ed.getPoint().getY());
        byte[] reversed = new byte[y.length];
        for (int i = 0; i < y.length; i++) {
            reversed[i] = y[y.length - 1 - i];
        }
        if (ed.getPoint().isXOdd()) {
            reversed[reversed.length - 1] |= (byte) 0x80;
        }
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"%s\",\"x\":\"%s\"}"
                .formatted(id, BASE64.encodeToString(reversed));
    }

    private static String coordinate(BigInteger number) {
        return BASE64.encodeToString(fixed(number));
    }

    private static byte[] fixed(BigInteger number) {
        byte[] octets = number.toByteArray();
        byte[] fixed = new byte[32];
        byte[] tail = Arrays.copyOfRange(octets, Math.max(0, octets.length - 32), octets.length);
        System.arraycopy(tail, 0, fixed, 32 - tail.length, tail.length);
        return fixed;
    }
}
