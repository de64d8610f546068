/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.identity;

import com.google.gson.JsonObject;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.protocol.FileReplayStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An identity in {@code HOME/keys}: the TLS key in its {@link KeyVault} and {@code
 * sealing-MARK.key} first, then {@code identity.json}, which names them and makes them count. The
 * mark is the beginning of the certificate's fingerprint, so that a new identity never overwrites
 * the files of the old one.
 */
public final class IdentityFiles {
    private static final int MAX_OCTETS = 128 * 1024;
    private static final int MARK = 16;

    private final Path directory;
    private final Path index;
    private final Path data;
    private final KeyVault vault;

    private IdentityFiles(Path home) {
        this.vault = KeyVault.in(home);
        this.directory = home.resolve("keys");
        this.data = home.resolve("data");
        this.index = directory.resolve("identity.json");
    }

    /** The identity's files below a home. */
    public static IdentityFiles in(Path home) {
        return new IdentityFiles(home);
    }

    /** Where this identity's replay state is, made when the identity was stored. */
    public Path replayState(GatewayIdentity identity) {
        return replayState(mark(identity));
    }

    /**
     * Writes all, and then removes the files of other identities. The replay state is made for a
     * new identity only: one that is lost is not made again, since it would take old requests for
     * new.
     */
    public void store(GatewayIdentity identity) throws IOException {
        String mark = mark(identity);
        Optional<JsonObject> before = kept();
        if (!before.map(json -> MembershipJson.text(json, "files")).equals(Optional.of(mark))) {
            FileReplayStore.create(replayState(mark));
        }
        vault.store(identity.sealingKeys(), sealingKey(mark));
        vault.store(identity.tls());
        String tls = KeyVault.name(identity.tls().certificate().getPublicKey());
        JsonObject json =
                new MembershipJson(
                                identity.gatewayId(),
                                identity.generation(),
                                identity.tls().chain(),
                                identity.fleet())
                        .write();
        json.addProperty("files", mark);
        json.addProperty("tls", tls);
        json.addProperty("sealingKey", identity.sealingKeys().publicKey().base64());
        PrivateFile.write(index, (json + "\n").getBytes(StandardCharsets.UTF_8));
        removeOthers(directory, "sealing-*.key", mark);
        removeOthers(data, "replay-*.state", mark);
        Optional<String> old = before.map(kept -> MembershipJson.text(kept, "tls"));
        if (old.isPresent() && !old.get().equals(tls)) {
            vault.remove(old.get());
        }
    }

    private static void removeOthers(Path from, String pattern, String mark) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, pattern)) {
            for (Path file : files) {
                if (!file.getFileName().toString().contains("-" + mark + ".")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Optional<JsonObject> kept() throws IOException {
        try {
            return text().map(MembershipJson::parse)
                    .filter(json -> json.has("files") && json.has("tls"));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private Optional<String> text() throws IOException {
        try {
            return Optional.of(
                    new String(PrivateFile.read(index, MAX_OCTETS), StandardCharsets.UTF_8));
        } catch (NoSuchFileException notEnrolled) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(
                    "the gateway's identity in "
                            + index
                            + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). Give the gateway a home directory that it can read and write",
                    e);
        }
    }

    /** The name of the TLS key of the identity that is kept. */
    public Optional<String> tlsName() throws IOException {
        return kept().map(json -> MembershipJson.text(json, "tls"));
    }

    /** What the names of this identity's files have in common. */
    public static String mark(GatewayIdentity identity) {
        return Certificates.fingerprint(identity.tls().certificate()).hex().substring(0, MARK);
    }

    private Path replayState(String mark) {
        return data.resolve("replay-" + mark + ".state");
    }

    /** When the index was last written. */
    public Optional<Instant> storedAt() {
        try {
            return Optional.of(Files.getLastModifiedTime(index).toInstant());
        } catch (IOException notEnrolled) {
            return Optional.empty();
        }
    }

    /** What is kept; nothing as long as the index was never written. */
    public Optional<GatewayIdentity> load() throws IOException {
        Optional<String> text = text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonObject json = MembershipJson.parse(text.get());
            MembershipJson kept = MembershipJson.read(json);
            String mark = MembershipJson.text(json, "files");
            if (!mark.matches("[0-9a-f]{" + MARK + "}")) {
                throw new IllegalArgumentException("\"files\" names none");
            }
            SealingKeyPair sealing = vault.sealing(sealingKey(mark));
            if (!sealing.publicKey().base64().equals(MembershipJson.text(json, "sealingKey"))) {
                throw new IllegalArgumentException(
                        sealingKey(mark).getFileName() + " is not the key that it names");
            }
            String name = KeyVault.name(kept.chain().get(0).getPublicKey());
            TlsIdentity tls = new TlsIdentity(vault.tls(name).privateKey(), kept.chain());
            return Optional.of(
                    new GatewayIdentity(
                            kept.gatewayId(), kept.generation(), sealing, tls, kept.fleet()));
        } catch (NoSuchFileException e) {
            throw unusable("the file " + e.getFile() + " that it names is missing", e);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private IOException unusable(String what, Exception cause) {
        return new IOException(
                "the gateway's identity in "
                        + index
                        + " is incomplete or damaged: "
                        + what
                        + ". Put "
                        + directory
                        + " back from a backup, or delete "
                        + index.getFileName()
                        + " and enrol again with a new code",
                cause);
    }

    private Path sealingKey(String mark) {
        return directory.resolve("sealing-" + mark + ".key");
    }
}
