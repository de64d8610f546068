/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.keys;

import com.google.gson.JsonObject;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.internal.identity.IdentityFiles;
import io.reveille.gateway.agent.internal.identity.KeyVault;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import io.reveille.gateway.agent.internal.keys.SealingGenerations.Generation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What changed of a gateway's keys since it enrolled, in {@code HOME/keys/rotation.json}, mode 600:
 * replaced as a whole. The sealing keys that it names are in files of their own, written before it.
 * It counts for the identity alone whose mark it carries: a new enrolment begins anew.
 */
final class KeyRingFiles {
    private static final String INDEX = "rotation.json";
    private static final int MAX_OCTETS = 256 * 1024;

    private final Path directory;
    private final Path index;
    private final String mark;
    private final GatewayIdentity identity;
    private final KeyVault vault;
    private final Set<SealingPublicKey> stored = new HashSet<>();
    private Set<String> tlsNames = Set.of();

    KeyRingFiles(Path home, GatewayIdentity identity) {
        this.directory = home.resolve("keys");
        this.index = directory.resolve(INDEX);
        this.mark = IdentityFiles.mark(identity);
        this.identity = identity;
        this.vault = KeyVault.in(home);
    }

    KeyVault vault() {
        return vault;
    }

    /** What is kept; nothing where nothing has changed since enrolment. */
    Optional<HeldKeys> load() throws IOException {
        String text;
        try {
            text = new String(PrivateFile.read(index, MAX_OCTETS), StandardCharsets.UTF_8);
        } catch (NoSuchFileException unchanged) {
            return Optional.empty();
        }
        try {
            JsonObject json = MembershipJson.parse(text);
            if (!MembershipJson.text(json, "files").equals(mark)) {
                return Optional.empty();
            }
            HeldKeys held = new HeldKeysJson(this::sealing, vault).read(json, identity);
            tlsNames = tlsNames(held);
            return Optional.of(held);
        } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException(
                    "the gateway's keys in "
                            + index
                            + " are incomplete or damaged: "
                            + e.getMessage()
                            + ". Put "
                            + directory
                            + " back from a backup, or enrol again with a new code",
                    e);
        }
    }

    /** Keeps all, and then removes the files of keys that are no more. */
    void store(HeldKeys keys) throws IOException {
        Set<Path> named = new HashSet<>();
        for (Generation generation : keys.sealing().all()) {
            if (!generation.pair().publicKey().equals(identity.sealingKeys().publicKey())) {
                Path file = file(generation.number());
                if (!stored.contains(generation.pair().publicKey())) {
                    vault.store(generation.pair(), file);
                    stored.add(generation.pair().publicKey());
                }
                named.add(file);
            }
        }
        JsonObject json = new HeldKeysJson(this::sealing, vault).write(keys);
        json.addProperty("files", mark);
        PrivateFile.write(index, (json + "\n").getBytes(StandardCharsets.UTF_8));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "generation-*")) {
            for (Path file : files) {
                if (!named.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Set<String> before = tlsNames;
        tlsNames = tlsNames(keys);
        for (String old : before) {
            if (!tlsNames.contains(old)) {
                vault.remove(old);
            }
        }
    }

    /** The names of the TLS keys that are there beside that of the identity. */
    static List<String> tlsNames(Path home) throws IOException {
        try {
            byte[] octets = PrivateFile.read(home.resolve("keys").resolve(INDEX), MAX_OCTETS);
            JsonObject json = MembershipJson.parse(new String(octets, StandardCharsets.UTF_8));
            return Stream.of("tls", "requested")
                    .filter(json::has)
                    .map(name -> MembershipJson.text(json, name))
                    .toList();
        } catch (NoSuchFileException | IllegalArgumentException none) {
            return List.of();
        }
    }

    private Set<String> tlsNames(HeldKeys keys) {
        Set<String> names = new HashSet<>();
        names.add(KeyVault.name(keys.tls().certificate().getPublicKey()));
        keys.requested().ifPresent(pair -> names.add(KeyVault.name(pair.getPublic())));
        names.remove(KeyVault.name(identity.tls().certificate().getPublicKey()));
        return names;
    }

    private SealingKeyPair sealing(int generation, String publicKey) throws IOException {
        if (identity.sealingKeys().publicKey().base64().equals(publicKey)) {
            return identity.sealingKeys();
        }
        SealingKeyPair pair = vault.sealing(file(generation));
        if (!pair.publicKey().base64().equals(publicKey)) {
            throw new IllegalArgumentException(
                    file(generation).getFileName() + " is not the key that it names");
        }
        stored.add(pair.publicKey());
        return pair;
    }

    private Path file(int generation) {
        return directory.resolve("generation-" + generation + "-" + mark + ".key");
    }
}
