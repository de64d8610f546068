/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.Pem;
import io.reveille.crypto.internal.ProtectedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * A key pair for sealing and opening access requests: X25519 (RFC 7748). The private half never
 * leaves this object but into a file of mode 600, and is never shown.
 */
public final class SealingKeyPair {

    private static final String LABEL = "PRIVATE KEY";

    private final X25519PrivateKeyParameters privateKey;
    private final SealingPublicKey publicKey;

    private SealingKeyPair(X25519PrivateKeyParameters privateKey) {
        this.privateKey = privateKey;
        this.publicKey =
                new SealingPublicKey(Octets.of(privateKey.generatePublicKey().getEncoded()));
    }

    /** A fresh key pair from the platform's secure random generator. */
    public static SealingKeyPair generate() {
        Secret privateKey = Secret.random(SealingPublicKey.LENGTH);
        try {
            return of(privateKey);
        } finally {
            privateKey.destroy();
        }
    }

    /**
     * The key pair of a private key of 32 octets.
     *
     * @throws IllegalArgumentException when it has another length
     */
    public static SealingKeyPair of(Secret privateKey) {
        if (privateKey.length() != SealingPublicKey.LENGTH) {
            throw new IllegalArgumentException(
                    "a sealing key has "
                            + SealingPublicKey.LENGTH
                            + " octets, not "
                            + privateKey.length());
        }
        byte[] octets = privateKey.copy();
        try {
            return new SealingKeyPair(new X25519PrivateKeyParameters(octets));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * A key pair from a PKCS#8 PEM file (RFC 5958, RFC 8410), as {@link #store(Path)} or {@code
     * openssl genpkey -algorithm X25519} writes it.
     *
     * @throws IOException when the file can't be read or holds anything else
     */
    public static SealingKeyPair load(Path file) throws IOException {
        try {
            return parse(Pem.read(file));
        } catch (KeyMaterialException malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * A key pair from a file in clear or under the storage key.
     *
     * @throws IOException when the file can't be read or holds anything else
     */
    public static SealingKeyPair load(Path file, StorageKey storage) throws IOException {
        try {
            String pem = Pem.read(file);
            return ProtectedKeys.isProtected(pem)
                    ? of(ProtectedKeys.decode(pem, storage.passphrase()))
                    : parse(pem);
        } catch (KeyMaterialException malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Writes the key pair as PKCS#8 PEM, mode 600, replacing the file as a whole.
     *
     * @throws IOException when it can't be written
     */
    public void store(Path file) throws IOException {
        Pem.write(file, Pem.encode(LABEL, info().getEncoded()));
    }

    /**
     * Writes the key pair under the storage key, mode 600, replacing the file as a whole.
     *
     * @throws IOException when it can't be written
     */
    public void store(Path file, StorageKey storage) throws IOException {
        Pem.write(file, storage.protect(info()));
    }

    private PrivateKeyInfo info() throws IOException {
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(EdECObjectIdentifiers.id_X25519),
                new DEROctetString(privateKey.getEncoded()));
    }

    /** The half that others seal to, or know the sender by. */
    public SealingPublicKey publicKey() {
        return publicKey;
    }

    private static SealingKeyPair parse(String pem) throws KeyMaterialException {
        byte[] der = Pem.decode(LABEL, pem);
        try {
            return of(PrivateKeyInfo.getInstance(der));
        } catch (IllegalArgumentException malformed) {
            throw new KeyMaterialException("no X25519 key in PKCS#8", malformed);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static SealingKeyPair of(PrivateKeyInfo info) throws KeyMaterialException {
        byte[] octets = {};
        try {
            if (!info.getPrivateKeyAlgorithm()
                    .getAlgorithm()
                    .equals(EdECObjectIdentifiers.id_X25519)) {
                throw new KeyMaterialException("a private key that is not an X25519 key");
            }
            octets = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
            return of(Secret.of(octets));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new KeyMaterialException("no X25519 key in PKCS#8", malformed);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    AsymmetricCipherKeyPair bc() {
        return new AsymmetricCipherKeyPair(publicKey.bc(), privateKey);
    }

    /** The public half alone. */
    @Override
    public String toString() {
        return "SealingKeyPair[" + publicKey.base64() + "]";
    }
}
