/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A public key of an issuer (RFC 7517). The key's type alone says for which algorithm it is good,
 * so that no token can have it taken for another.
 */
record Jwk(Optional<String> id, JwtAlgorithm algorithm, PublicKey key) {
    private static final int MAX_KEYS = 64;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 32;
    private static final int COORDINATE = 32;

    /**
     * The keys of a set that are of use; those of other types, or for encryption, are left out.
     *
     * @throws JwtException if it is no key set, or one of its keys is not as it must be
     */
    static List<Jwk> set(byte[] json) throws JwtException {
        JsonElement keys = Jose.object(json).get("keys");
        if (keys == null || !keys.isJsonArray() || keys.getAsJsonArray().size() > MAX_KEYS) {
            throw new JwtException(
                    "a key set has an array 'keys' of at most %d".formatted(MAX_KEYS));
        }
        List<Jwk> set = new ArrayList<>();
        for (JsonElement key : keys.getAsJsonArray()) {
            if (!key.isJsonObject()) {
                throw new JwtException("a key is not a JSON object");
            }
            one(key.getAsJsonObject()).ifPresent(set::add);
        }
        return List.copyOf(set);
    }

    private static Optional<Jwk> one(JsonObject key) throws JwtException {
        String type = Jose.text(key, "kty").orElse("");
        String curve = Jose.text(key, "crv").orElse("");
        Optional<JwtAlgorithm> algorithm =
                switch (type + " " + curve) {
                    case "RSA " -> Optional.of(JwtAlgorithm.RS256);
                    case "EC P-256" -> Optional.of(JwtAlgorithm.ES256);
                    case "OKP Ed25519" -> Optional.of(JwtAlgorithm.EDDSA);
                    default -> Optional.empty();
                };
        Optional<String> meant = Jose.text(key, "alg");
        if (algorithm.isEmpty()
                || !Jose.text(key, "use").orElse("sig").equals("sig")
                || (meant.isPresent() && !JwtAlgorithm.named(meant.get()).equals(algorithm))) {
            return Optional.empty();
        }
        try {
            PublicKey read =
                    switch (algorithm.get()) {
                        case RS256 -> rsa(number(key, "n"), number(key, "e"));
                        case ES256 -> ec(number(key, "x"), number(key, "y"));
                        case EDDSA -> ed25519(octets(key, "x"));
                    };
            return Optional.of(new Jwk(Jose.text(key, "kid"), algorithm.get(), read));
        } catch (GeneralSecurityException e) {
            throw new JwtException("a key of type %s is none".formatted(type), e);
        }
    }

    private static PublicKey rsa(BigInteger modulus, BigInteger exponent)
            throws GeneralSecurityException, JwtException {
        int bits = modulus.bitLength();
        if (bits < MIN_RSA_BITS
                || bits > MAX_RSA_BITS
                || exponent.bitLength() > MAX_EXPONENT_BITS
                || exponent.bitLength() < 2
                || !exponent.testBit(0)) {
            throw new JwtException(
                    "an RSA key must have %d to %d bits".formatted(MIN_RSA_BITS, MAX_RSA_BITS));
        }
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static PublicKey ec(BigInteger x, BigInteger y)
            throws GeneralSecurityException, JwtException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger right =
                x.pow(3)
                        .add(curve.getCurve().getA().multiply(x))
                        .add(curve.getCurve().getB())
                        .mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.pow(2).mod(p).equals(right)) {
            throw new JwtException("the point of a key is not on P-256");
        }
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    /** RFC 8032 section 5.1.2: y with the least octet first, the highest bit is the sign of x. */
    private static PublicKey ed25519(byte[] encoded) throws GeneralSecurityException, JwtException {
        if (encoded.length != COORDINATE) {
            throw new JwtException("an Ed25519 key has %d octets".formatted(COORDINATE));
        }
        byte[] y = new byte[COORDINATE];
        for (int i = 0; i < COORDINATE; i++) {
            y[i] = encoded[COORDINATE - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7F;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(
                                NamedParameterSpec.ED25519,
                                new EdECPoint(odd, new BigInteger(1, y))));
    }

    private static BigInteger number(JsonObject key, String name) throws JwtException {
        byte[] octets = octets(key, name);
        if (octets.length > MAX_RSA_BITS / Byte.SIZE + 1) {
            throw new JwtException("'%s' of a key is too long".formatted(name));
        }
        return new BigInteger(1, octets);
    }

    private static byte[] octets(JsonObject key, String name) throws JwtException {
        return Jose.base64url(
                Jose.text(key, name)
                        .orElseThrow(() -> new JwtException("a key has no '%s'".formatted(name))));
    }
}
