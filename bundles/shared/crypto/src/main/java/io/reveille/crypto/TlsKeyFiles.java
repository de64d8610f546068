/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.EcKeys;
import io.reveille.crypto.internal.Pem;
import io.reveille.crypto.internal.ProtectedKeys;
import io.reveille.crypto.internal.X509;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Keys in files {@code NAME.key} under the storage key, with their certificates in {@code
 * NAME.crt}; all of mode 600. A key that is found in clear is used and put under the storage key.
 */
public final class TlsKeyFiles implements TlsKeyStorage {

    private final Path directory;
    private final StorageKey storage;

    public TlsKeyFiles(Path directory, StorageKey storage) {
        this.directory = directory;
        this.storage = storage;
    }

    @Override
    public KeyPair newKeyPair() {
        return EcKeys.generate();
    }

    @Override
    public Optional<TlsIdentity> load(String name) throws IOException {
        Path key = directory.resolve(name + ".key");
        Path chain = directory.resolve(name + ".crt");
        if (!Files.exists(key) || !Files.exists(chain)) {
            return Optional.empty();
        }
        try {
            TlsIdentity identity =
                    new TlsIdentity(
                            EcKeys.load(key, storage.passphrase()), X509.decode(Pem.read(chain)));
            if (!EcKeys.match(identity.privateKey(), identity.certificate().getPublicKey())) {
                throw new IOException(
                        "the key in " + key + " is not that of the certificate in " + chain);
            }
            if (!ProtectedKeys.isProtected(Pem.read(key))) {
                storeKey(key, identity);
            }
            return Optional.of(identity);
        } catch (KeyMaterialException malformed) {
            throw new IOException(chain + ": " + malformed.getMessage(), malformed);
        }
    }

    @Override
    public void store(String name, TlsIdentity identity) throws IOException {
        storeKey(directory.resolve(name + ".key"), identity);
        Pem.write(directory.resolve(name + ".crt"), X509.encode(identity.chain()));
    }

    @Override
    public void remove(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name + ".crt"));
        Files.deleteIfExists(directory.resolve(name + ".key"));
    }

    private void storeKey(Path file, TlsIdentity identity) throws IOException {
        Pem.write(
                file,
                storage.protect(PrivateKeyInfo.getInstance(identity.privateKey().getEncoded())));
    }

    @Override
    public String description() {
        return "files in " + directory;
    }
}
