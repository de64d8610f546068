/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.Pem;
import io.reveille.crypto.internal.ProtectedKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The key under which a server keeps its other keys: 256 random bits. Its file is of mode 600,
 * either in clear, which protects copies of the other files alone, or sealed by a passphrase
 * (scrypt of RFC 7914 and AES-256-GCM), which protects against who copies the whole disk as well.
 */
public final class StorageKey {

    private static final int LENGTH = 32;
    private static final int SALT = 16;
    private static final int IV = 12;
    private static final int TAG_BITS = 128;
    private static final String CLEAR = "REVEILLE STORAGE KEY";
    private static final String SEALED = "REVEILLE SEALED STORAGE KEY";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Secret key;

    private StorageKey(Secret key) {
        this.key = key;
    }

    /** A fresh key. */
    public static StorageKey generate() {
        return new StorageKey(Secret.random(LENGTH));
    }

    /**
     * The key that {@link #store} wrote.
     *
     * @param passphrase needed when the key was sealed with one
     * @throws IOException when the file can't be read, or the passphrase is missing or another
     */
    public static StorageKey load(Path file, Optional<Secret> passphrase) throws IOException {
        String pem = Pem.read(file);
        try {
            if (!pem.contains("-----BEGIN " + SEALED)) {
                return new StorageKey(secret(Pem.decode(CLEAR, pem)));
            }
            if (passphrase.isEmpty()) {
                throw new IOException(
                        file
                                + " is sealed by a passphrase: say where it is (keys.passphrase.file)");
            }
            ByteBuffer octets = ByteBuffer.wrap(Pem.decode(SEALED, pem));
            if (octets.remaining() != SALT + IV + LENGTH + TAG_BITS / 8) {
                throw new KeyMaterialException("a storage key of another length");
            }
            byte[] salt = take(octets, SALT);
            byte[] iv = take(octets, IV);
            return new StorageKey(
                    secret(
                            gcm(
                                    Cipher.DECRYPT_MODE,
                                    derived(passphrase.get(), salt),
                                    iv,
                                    label(SEALED),
                                    take(octets, octets.remaining()))));
        } catch (KeyMaterialException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        } catch (GeneralSecurityException wrong) {
            throw new IOException(
                    file + ": the passphrase is not that of this key, or the file is damaged",
                    wrong);
        }
    }

    /**
     * Writes the key, mode 600, replacing the file as a whole.
     *
     * @param passphrase seals it, if given
     * @throws IOException when it can't be written
     */
    public void store(Path file, Optional<Secret> passphrase) throws IOException {
        byte[] octets = key.copy();
        try {
            if (passphrase.isEmpty()) {
                Pem.write(file, Pem.encode(CLEAR, octets));
                return;
            }
            byte[] salt = random(SALT);
            byte[] iv = random(IV);
            byte[] sealed =
                    gcm(
                            Cipher.ENCRYPT_MODE,
                            derived(passphrase.get(), salt),
                            iv,
                            label(SEALED),
                            octets);
            Pem.write(file, Pem.encode(SEALED, joined(salt, iv, sealed)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-256-GCM", missing);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * Whether a file holds a key sealed by a passphrase.
     *
     * @throws IOException when it can't be read
     */
    public static boolean isSealed(Path file) throws IOException {
        return Pem.read(file).contains("-----BEGIN " + SEALED);
    }

    /**
     * A secret, sealed for one use.
     *
     * @param use what it is and whose; the same is needed to open it
     */
    public Octets seal(String use, Secret secret) {
        byte[] iv = random(IV);
        byte[] octets = secret.copy();
        try {
            return Octets.of(
                    joined(iv, gcm(Cipher.ENCRYPT_MODE, subkey(), iv, label(use), octets)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-256-GCM", missing);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * What {@link #seal} sealed for the same use.
     *
     * @throws KeyMaterialException when it was sealed by another key or for another use, or is
     *     damaged
     */
    public Secret open(String use, Octets sealed) throws KeyMaterialException {
        if (sealed.length() < IV + TAG_BITS / 8) {
            throw new KeyMaterialException("a sealed secret that is too short");
        }
        ByteBuffer octets = ByteBuffer.wrap(sealed.toArray());
        byte[] iv = take(octets, IV);
        try {
            byte[] opened =
                    gcm(
                            Cipher.DECRYPT_MODE,
                            subkey(),
                            iv,
                            label(use),
                            take(octets, octets.remaining()));
            Secret secret = Secret.of(opened);
            Arrays.fill(opened, (byte) 0);
            return secret;
        } catch (GeneralSecurityException wrong) {
            throw new KeyMaterialException("a secret sealed by another storage key", wrong);
        }
    }

    /** The passphrase of key files and key stores under this key. */
    public Secret passphrase() {
        byte[] octets = derived("reveille key files");
        byte[] text = Octets.of(octets).hex().getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(octets, (byte) 0);
        Secret passphrase = Secret.of(text);
        Arrays.fill(text, (byte) 0);
        return passphrase;
    }

    String protect(PrivateKeyInfo privateKey) {
        return ProtectedKeys.encode(privateKey, passphrase(), ProtectedKeys.COST_OF_A_KEY);
    }

    private byte[] subkey() {
        return derived("reveille stored secrets");
    }

    private byte[] derived(String use) {
        Secret derived = Hkdf.derive(key, Octets.of(), Octets.of(label(use)), LENGTH);
        try {
            return derived.copy();
        } finally {
            derived.destroy();
        }
    }

    private static byte[] derived(Secret passphrase, byte[] salt) {
        byte[] octets = passphrase.copy();
        try {
            return SCrypt.generate(octets, salt, ProtectedKeys.COST_OF_A_PASSPHRASE, 8, 1, LENGTH);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] associated, byte[] input)
            throws GeneralSecurityException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(associated);
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Secret secret(byte[] octets) throws KeyMaterialException {
        if (octets.length != LENGTH) {
            throw new KeyMaterialException("a storage key of another length");
        }
        Secret secret = Secret.of(octets);
        Arrays.fill(octets, (byte) 0);
        return secret;
    }

    private static byte[] label(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        byte[] octets = new byte[length];
        RANDOM.nextBytes(octets);
        return octets;
    }

    private static byte[] take(ByteBuffer from, int length) {
        byte[] octets = new byte[length];
        from.get(octets);
        return octets;
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "StorageKey[hidden]";
    }
}
