/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.StorageKey;
import io.reveille.crypto.TlsKeyStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The private halves of the fleet's keys, in {@code HOME/keys}: {@code storage.key}, under which
 * all others are; {@code sender-<id>.key}; the keys of certificates, wherever they are configured
 * to be; and {@code root.key}, as long as the server has it.
 */
final class KeyCabinet {
    private static final Pattern SENDER_FILE = Pattern.compile("sender-([1-9][0-9]{0,4})\\.key");

    private final Path directory;
    private final StorageKey storage;
    private final TlsKeyStorage certificates;

    private KeyCabinet(Path directory, StorageKey storage, TlsKeyStorage certificates) {
        this.directory = directory;
        this.storage = storage;
        this.certificates = certificates;
    }

    static KeyCabinet open(Path directory, KeySettings settings) throws IOException {
        StorageKey storage = settings.place().storageKey(directory);
        return new KeyCabinet(
                directory, storage, settings.place().certificates(directory, storage));
    }

    StorageKey storage() {
        return storage;
    }

    /** Keys of authorities and of the server. */
    TlsKeyStorage certificates() {
        return certificates;
    }

    /** The name under which an authority's key is kept. */
    static String caName(int id) {
        return id == 1 ? "fleet-ca" : "fleet-ca-" + id;
    }

    /** All sender keys that are there. */
    SortedMap<Integer, SealingKeyPair> senders() throws IOException {
        SortedMap<Integer, SealingKeyPair> senders = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "sender-*.key")) {
            for (Path file : files) {
                Matcher name = SENDER_FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    SealingKeyPair pair = SealingKeyPair.load(file, storage);
                    if (Files.readString(file).contains("BEGIN PRIVATE KEY")) {
                        pair.store(file, storage); // of a version that wrote it in clear
                    }
                    senders.put(Integer.parseInt(name.group(1)), pair);
                }
            }
        }
        return senders;
    }

    SealingKeyPair newSender(int id) throws IOException {
        SealingKeyPair pair = SealingKeyPair.generate();
        pair.store(senderFile(id), storage);
        return pair;
    }

    void deleteSender(int id) throws IOException {
        Files.deleteIfExists(senderFile(id));
    }

    private Path senderFile(int id) {
        return directory.resolve("sender-" + id + ".key");
    }

    /** The root key, while the server has it. */
    Optional<RootKey> root() throws IOException {
        return Files.exists(directory.resolve("root.key"))
                ? Optional.of(RootKey.load(directory, storage.passphrase()))
                : Optional.empty();
    }

    RootKey newRoot() throws IOException {
        RootKey root = RootKey.generate();
        root.store(directory, storage.passphrase());
        return root;
    }

    /** From now on another has the root key. */
    void handOverRoot(Octets publicKey) throws IOException {
        Path key = directory.resolve("root.key");
        PrivateFile.write(key, new byte[(int) Files.size(key)]);
        Files.delete(key);
        PrivateFile.write(
                directory.resolve("root.pub"),
                RootKey.publicPem(publicKey).getBytes(StandardCharsets.US_ASCII));
    }
}
