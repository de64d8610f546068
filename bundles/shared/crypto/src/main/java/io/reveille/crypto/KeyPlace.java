/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server or a gateway keeps its private keys. All are under a storage key in the file
 * {@code storage.key}; the keys of certificates may be in a key store instead of files.
 *
 * @param kind where the keys of certificates are
 * @param passphrase file with the passphrase of the storage key, if it has one
 * @param token the PKCS #11 token, for {@link Kind#PKCS11} alone
 */
public record KeyPlace(Kind kind, Optional<Path> passphrase, Optional<Token> token) {

    /** Files, and a storage key without a passphrase. */
    public static final KeyPlace FILES =
            new KeyPlace(Kind.FILES, Optional.empty(), Optional.empty());

    private static final String STORAGE_KEY = "storage.key";
    private static final int LONGEST_PASSPHRASE = 1024;

    /** Where the keys of certificates are. */
    public enum Kind {
        /** PEM files under the storage key. */
        FILES,
        /** The file {@code keys.p12} (RFC 7292) under the storage key. */
        PKCS12,
        /** A token, which they never leave. */
        PKCS11
    }

    /**
     * A PKCS #11 token.
     *
     * @param library its library
     * @param slot the number of its slot in the library's list, 0 and up
     * @param pin file with the user's PIN
     */
    public record Token(Path library, int slot, Path pin) {}

    /**
     * @throws IllegalArgumentException when there is a token without PKCS #11, or the other way
     *     round
     */
    public KeyPlace {
        Objects.requireNonNull(passphrase, "passphrase");
        if ((kind == Kind.PKCS11) != token.isPresent()) {
            throw new IllegalArgumentException(
                    "keys.store=pkcs11 needs pkcs11.library and pkcs11.pin.file, and nothing else does");
        }
    }

    /** The same with the keys of certificates in a token. */
    public KeyPlace in(Token pkcs11) {
        return new KeyPlace(Kind.PKCS11, passphrase, Optional.of(pkcs11));
    }

    /**
     * The storage key of a directory, made when there is none yet. One in clear is sealed when a
     * passphrase is given.
     *
     * @throws IOException when it can't be read or written, or is missing though keys are under it
     */
    public StorageKey storageKey(Path directory) throws IOException {
        Path file = directory.resolve(STORAGE_KEY);
        Optional<Secret> secret =
                passphrase.isPresent() ? Optional.of(line(passphrase.get())) : Optional.empty();
        if (!Files.exists(file)) {
            requireNothingUnder(directory);
            StorageKey storage = StorageKey.generate();
            storage.store(file, secret);
            return storage;
        }
        StorageKey storage = StorageKey.load(file, secret);
        if (secret.isPresent() && !StorageKey.isSealed(file)) {
            storage.store(file, secret);
        }
        return storage;
    }

    /**
     * Where the keys of certificates are.
     *
     * @param storage the storage key of that directory
     * @throws IOException when the key store can't be opened
     */
    public TlsKeyStorage certificates(Path directory, StorageKey storage) throws IOException {
        return switch (kind) {
            case FILES -> new TlsKeyFiles(directory, storage);
            case PKCS12 -> TlsKeyStore.pkcs12(directory.resolve("keys.p12"), storage);
            case PKCS11 -> {
                Token in = token.orElseThrow();
                yield TlsKeyStore.pkcs11(in.library(), in.slot(), line(in.pin()));
            }
        };
    }

    private static void requireNothingUnder(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{key,p12}")) {
            for (Path file : files) {
                if (file.toString().endsWith(".p12")
                        || Files.readString(file).contains("ENCRYPTED")) {
                    throw new IOException(
                            "storage.key is missing, but %s is under it: restore it from a backup"
                                    .formatted(file.getFileName()));
                }
            }
        }
    }

    /** The first line of a file that has a passphrase or PIN. */
    private static Secret line(Path file) throws IOException {
        byte[] octets = PrivateFile.read(file, LONGEST_PASSPHRASE);
        int length = 0;
        while (length < octets.length && octets[length] != '\n' && octets[length] != '\r') {
            length++;
        }
        byte[] line = Arrays.copyOf(octets, length);
        Arrays.fill(octets, (byte) 0);
        if (length == 0) {
            throw new IOException(
                    file + " is empty: write the passphrase or PIN as its first line");
        }
        Secret secret = Secret.of(line);
        Arrays.fill(line, (byte) 0);
        return secret;
    }
}
