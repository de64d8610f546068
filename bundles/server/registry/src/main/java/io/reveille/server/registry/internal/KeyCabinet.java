/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.crypto.StorageKey;
import io.reveille.crypto.TlsKeyFiles;
import io.reveille.crypto.TlsKeyStorage;
import io.reveille.crypto.TlsKeyStore;
import io.reveille.server.registry.internal.KeySettings.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private halves of the fleet's keys, in {@code HOME/keys}: {@code storage.key}, under which
 * all others are; {@code sender-<id>.key}; the keys of certificates, wherever they are configured
 * to be; and {@code root.key}, as long as the server has it.
 */
final class KeyCabinet {
    private static final Logger LOG = LoggerFactory.getLogger(KeyCabinet.class);
    private static final Pattern SENDER_FILE = Pattern.compile("sender-([1-9][0-9]{0,4})\\.key");
    private static final int LONGEST_PASSPHRASE = 1024;

    private final Path directory;
    private final StorageKey storage;
    private final TlsKeyStorage certificates;

    private KeyCabinet(Path directory, StorageKey storage, TlsKeyStorage certificates) {
        this.directory = directory;
        this.storage = storage;
        this.certificates = certificates;
    }

    static KeyCabinet open(Path directory, KeySettings settings) throws IOException {
        StorageKey storage = storage(directory, settings);
        return new KeyCabinet(directory, storage, certificates(directory, settings, storage));
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

    private static TlsKeyStorage certificates(
            Path directory, KeySettings settings, StorageKey storage) throws IOException {
        return switch (settings.store()) {
            case FILES -> new TlsKeyFiles(directory, storage);
            case PKCS12 -> TlsKeyStore.pkcs12(directory.resolve("keys.p12"), storage);
            case PKCS11 -> {
                Token token = settings.token().orElseThrow();
                yield TlsKeyStore.pkcs11(token.library(), token.slot(), line(token.pin()));
            }
        };
    }

    private static StorageKey storage(Path directory, KeySettings settings) throws IOException {
        Path file = directory.resolve("storage.key");
        Optional<Secret> passphrase =
                settings.passphrase().isPresent()
                        ? Optional.of(line(settings.passphrase().get()))
                        : Optional.empty();
        if (!Files.exists(file)) {
            requireNothingUnder(directory);
            StorageKey storage = StorageKey.generate();
            storage.store(file, passphrase);
            return storage;
        }
        StorageKey storage = StorageKey.load(file, passphrase);
        if (passphrase.isPresent() && !StorageKey.isSealed(file)) {
            storage.store(file, passphrase);
            LOG.info("the storage key is sealed by the passphrase from now on");
        }
        return storage;
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
