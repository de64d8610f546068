/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.EcKeys;
import io.reveille.crypto.internal.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * A key that signs (ECDSA on P-256) and has no certificate, in a file of mode 600 under the storage
 * key: PKCS#8, as the keys of certificates are.
 */
public final class SigningKeyFile {
    private final Path file;
    private final StorageKey storage;

    public SigningKeyFile(Path file, StorageKey storage) {
        this.file = file;
        this.storage = storage;
    }

    /**
     * A fresh key pair, whose private half is on the disk on return.
     *
     * @throws IOException when it can't be written
     */
    public KeyPair create() throws IOException {
        KeyPair pair = EcKeys.generate();
        Pem.write(
                file, storage.protect(PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())));
        return pair;
    }

    /**
     * The private half.
     *
     * @throws IOException when the file can't be read, or is no such key under this storage key
     */
    public PrivateKey load() throws IOException {
        return EcKeys.load(file, storage.passphrase());
    }
}
