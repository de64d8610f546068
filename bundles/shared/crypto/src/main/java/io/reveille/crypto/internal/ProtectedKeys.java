/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto.internal;

import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Arrays;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * Private keys under a passphrase: PKCS #8 with PBES2 (RFC 8018), scrypt (RFC 7914) and
 * AES-256-CBC. OpenSSL reads those of the lower cost; the higher one is beyond its bound for
 * memory.
 */
public final class ProtectedKeys {

    /** For what a person made up: 32 MiB and a tenth of a second for each guess. */
    public static final int COST_OF_A_PASSPHRASE = 1 << 15;

    /** For 256 random bits, which no one guesses. */
    public static final int COST_OF_A_KEY = 1 << 10;

    private static final String LABEL = "ENCRYPTED PRIVATE KEY";
    private static final Provider BC = new BouncyCastleProvider();
    private static final int BLOCK_SIZE = 8;
    private static final int SALT = 16;
    private static final int MOST_COST = 1 << 20;

    private ProtectedKeys() {}

    /** Whether a PEM text holds a key under a passphrase. */
    public static boolean isProtected(String pem) {
        return pem.contains("-----BEGIN " + LABEL + "-----");
    }

    /** The key as PEM, under the passphrase. */
    public static String encode(PrivateKeyInfo key, Secret passphrase, int cost) {
        char[] characters = characters(passphrase);
        try {
            return Pem.encode(
                    LABEL,
                    new PKCS8EncryptedPrivateKeyInfoBuilder(key)
                            .build(
                                    new JcePKCSPBEOutputEncryptorBuilder(
                                                    new ScryptConfig.Builder(cost, BLOCK_SIZE, 1)
                                                            .withSaltLength(SALT)
                                                            .build(),
                                                    NISTObjectIdentifiers.id_aes256_CBC)
                                            .setProvider(BC)
                                            .build(characters))
                            .getEncoded());
        } catch (OperatorCreationException | IOException unusable) {
            throw new IllegalStateException("this Java can't encrypt a private key", unusable);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /**
     * The key of such a PEM text.
     *
     * @throws KeyMaterialException when the passphrase is another, or the text no such key
     */
    public static PrivateKeyInfo decode(String pem, Secret passphrase) throws KeyMaterialException {
        char[] characters = characters(passphrase);
        try {
            PKCS8EncryptedPrivateKeyInfo key =
                    new PKCS8EncryptedPrivateKeyInfo(Pem.decode(LABEL, pem));
            requireBounded(key);
            return key.decryptPrivateKeyInfo(
                    new JcePKCSPBEInputDecryptorProviderBuilder()
                            .setProvider(BC)
                            .build(characters));
        } catch (KeyMaterialException refused) {
            throw refused;
        } catch (PKCSException | IOException | RuntimeException wrong) {
            throw new KeyMaterialException(
                    "the passphrase is not that of this key, or the key is damaged", wrong);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** A file from outside must not ask for gigabytes. */
    private static void requireBounded(PKCS8EncryptedPrivateKeyInfo key)
            throws KeyMaterialException {
        if (key.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            KeyDerivationFunc function =
                    PBES2Parameters.getInstance(key.getEncryptionAlgorithm().getParameters())
                            .getKeyDerivationFunc();
            if (function.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
                ScryptParams scrypt = ScryptParams.getInstance(function.getParameters());
                if (scrypt.getCostParameter().bitLength() <= 21
                        && scrypt.getCostParameter().intValueExact() <= MOST_COST
                        && scrypt.getBlockSize().bitLength() <= 4
                        && scrypt.getParallelizationParameter().bitLength() <= 3) {
                    return;
                }
            }
        }
        throw new KeyMaterialException(
                "a private key that is not protected by PBES2 with scrypt of at most 1 GiB");
    }

    private static char[] characters(Secret passphrase) {
        byte[] octets = passphrase.copy();
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(octets, (byte) 0);
        if (decoded.hasArray()) {
            Arrays.fill(decoded.array(), '\0');
        }
        return characters;
    }
}
