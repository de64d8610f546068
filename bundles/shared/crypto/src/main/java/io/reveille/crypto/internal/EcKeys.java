/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto.internal;

import io.reveille.crypto.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Keys for TLS: ECDSA on P-256, which both the JDK and BoringSSL speak in TLS 1.3 (RFC 8446 section
 * 9.1).
 */
public final class EcKeys {

    /** Signs certificates and requests. */
    public static final String SIGNATURE = "SHA256withECDSA";

    private static final String LABEL = "PRIVATE KEY";

    private EcKeys() {}

    /** A fresh key pair. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException missing) {
            throw new IllegalStateException("this Java has no ECDSA on P-256", missing);
        }
    }

    /** Whether a key, as a certificate carries it, is one on P-256, named, not spelt out. */
    public static boolean isP256(SubjectPublicKeyInfo key) {
        return key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && X9ObjectIdentifiers.prime256v1.equals(key.getAlgorithm().getParameters());
    }

    /** The key as a certificate carries it. */
    public static PublicKey decode(SubjectPublicKeyInfo key)
            throws GeneralSecurityException, IOException {
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    /** Whether two keys are halves of one pair: what the one signs the other verifies. */
    public static boolean match(PrivateKey privateKey, PublicKey publicKey) {
        byte[] probe = "reveille key pair".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(privateKey);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    /** Reads a private key in PKCS#8 PEM. */
    public static PrivateKey load(Path file) throws IOException {
        try {
            byte[] der = Pem.decode(LABEL, Pem.read(file));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException malformed) {
            throw new IOException(file + ": no EC private key in PKCS#8", malformed);
        }
    }

    /** Reads a private key from a file in clear or under the storage key. */
    public static PrivateKey load(Path file, Secret passphrase) throws IOException {
        String pem = Pem.read(file);
        if (!ProtectedKeys.isProtected(pem)) {
            return load(file);
        }
        try {
            byte[] der = ProtectedKeys.decode(pem, passphrase).getEncoded();
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    /** Writes a private key in PKCS#8 PEM, mode 600. */
    public static void store(PrivateKey key, Path file) throws IOException {
        Pem.write(file, Pem.encode(LABEL, key.getEncoded()));
    }
}
