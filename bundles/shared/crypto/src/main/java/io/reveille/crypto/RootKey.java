/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.Pem;
import io.reveille.crypto.internal.ProtectedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * The key that signs a fleet's key lists: Ed25519 (RFC 8032). It is needed only when a list
 * changes, so it belongs on a machine without a network. Files are {@code root.key}, always under a
 * passphrase, and {@code root.pub}.
 */
public final class RootKey {

    /** Octets of a public key. */
    public static final int PUBLIC_LENGTH = 32;

    /** Octets of a signature. */
    public static final int SIGNATURE_LENGTH = 64;

    private static final String KEY_FILE = "root.key";
    private static final String PUBLIC_FILE = "root.pub";
    private static final String PUBLIC_LABEL = "PUBLIC KEY";

    private final Ed25519PrivateKeyParameters key;

    private RootKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
    }

    /** A fresh key. */
    public static RootKey generate() {
        return new RootKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    /**
     * The key that {@link #store} wrote.
     *
     * @throws IOException when the file can't be read, or the passphrase is another
     */
    public static RootKey load(Path directory, Secret passphrase) throws IOException {
        Path file = directory.resolve(KEY_FILE);
        try {
            AsymmetricKeyParameter key =
                    PrivateKeyFactory.createKey(ProtectedKeys.decode(Pem.read(file), passphrase));
            if (key instanceof Ed25519PrivateKeyParameters root) {
                return new RootKey(root);
            }
            throw new IOException(file + ": not an Ed25519 key");
        } catch (KeyMaterialException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Writes {@code root.key} under the passphrase and {@code root.pub}, mode 600.
     *
     * @throws IOException when they can't be written
     */
    public void store(Path directory, Secret passphrase) throws IOException {
        Pem.write(
                directory.resolve(KEY_FILE),
                ProtectedKeys.encode(
                        PrivateKeyInfoFactory.createPrivateKeyInfo(key),
                        passphrase,
                        ProtectedKeys.COST_OF_A_PASSPHRASE));
        Pem.write(directory.resolve(PUBLIC_FILE), publicPem(publicKey()));
    }

    /**
     * A public key from its file.
     *
     * @throws IOException when it can't be read or holds anything else
     */
    public static Octets loadPublic(Path file) throws IOException {
        try {
            return parsePublic(Pem.read(file));
        } catch (KeyMaterialException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /**
     * A public key from its PEM text.
     *
     * @throws KeyMaterialException when it is anything else
     */
    public static Octets parsePublic(String pem) throws KeyMaterialException {
        try {
            SubjectPublicKeyInfo info =
                    SubjectPublicKeyInfo.getInstance(Pem.decode(PUBLIC_LABEL, pem));
            if (PublicKeyFactory.createKey(info) instanceof Ed25519PublicKeyParameters root) {
                return Octets.of(root.getEncoded());
            }
        } catch (IOException | RuntimeException malformed) {
            throw new KeyMaterialException("no Ed25519 public key", malformed);
        }
        throw new KeyMaterialException("not an Ed25519 public key");
    }

    /** A public key as PEM. */
    public static String publicPem(Octets publicKey) {
        try {
            return Pem.encode(
                    PUBLIC_LABEL,
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                                    new Ed25519PublicKeyParameters(publicKey.toArray()))
                            .getEncoded());
        } catch (IOException unusable) {
            throw new IllegalArgumentException("a public key without an encoding", unusable);
        }
    }

    /** The public half, {@value #PUBLIC_LENGTH} octets. */
    public Octets publicKey() {
        return Octets.of(key.generatePublicKey().getEncoded());
    }

    /** The signature over a message, {@value #SIGNATURE_LENGTH} octets. */
    public Octets sign(Octets message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message.toArray(), 0, message.length());
        return Octets.of(signer.generateSignature());
    }

    /** Whether this is the signature over the message by the owner of the public key. */
    public static boolean verifies(Octets publicKey, Octets message, Octets signature) {
        if (publicKey.length() != PUBLIC_LENGTH || signature.length() != SIGNATURE_LENGTH) {
            return false;
        }
        try {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(false, new Ed25519PublicKeyParameters(publicKey.toArray()));
            signer.update(message.toArray(), 0, message.length());
            return signer.verifySignature(signature.toArray());
        } catch (IllegalArgumentException noPoint) {
            return false;
        }
    }

    /** What people compare: SHA-256 of the public key's octets. */
    public static Octets fingerprint(Octets publicKey) {
        return Octets.sha256(publicKey.toArray());
    }

    /** The public half's fingerprint alone. */
    @Override
    public String toString() {
        return "RootKey[" + fingerprint(publicKey()) + "]";
    }
}
