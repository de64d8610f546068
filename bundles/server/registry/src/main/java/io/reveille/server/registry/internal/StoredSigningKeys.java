/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.SigningKeyFile;
import io.reveille.crypto.StorageKey;
import io.reveille.server.registry.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Optional;
import java.util.regex.Pattern;

/** Signing keys in the directory of all keys. */
final class StoredSigningKeys implements SigningKeys {
    private static final Pattern NAME = Pattern.compile("zone-[a-z0-9-]{1,40}");

    private final Path directory;
    private final StorageKey storage;

    StoredSigningKeys(Path directory, StorageKey storage) {
        this.directory = directory;
        this.storage = storage;
    }

    @Override
    public KeyPair create(String name) {
        Path file = file(name);
        try {
            return new SigningKeyFile(file, storage).create();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot write %s: %s. Make %s writable for the server's user"
                            .formatted(file, e.getMessage(), directory),
                    e);
        }
    }

    @Override
    public Optional<PrivateKey> load(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SigningKeyFile(file, storage).load());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the key %s can't be used: %s. Restore it from a backup"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    @Override
    public void remove(String name) {
        Path file = file(name);
        try {
            if (Files.exists(file)) {
                PrivateFile.write(file, new byte[(int) Files.size(file)]);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot remove %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is not the name of a key".formatted(name));
        }
        return directory.resolve(name + ".key");
    }
}
