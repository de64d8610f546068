/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import com.google.gson.JsonObject;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.gateway.agent.internal.identity.KeyVault;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;

/**
 * The keys of an enrolment that is not finished, kept in {@code HOME/keys}, so that asking again
 * after a lost answer asks for the same keys, and can say that it is not the first time.
 */
final class PendingKeys {
    private static final int MAX_OCTETS = 16 * 1024;

    private final Path index;
    private final JsonObject json;
    private final SealingKeyPair sealing;
    private final KeyPair tls;

    private PendingKeys(Path index, JsonObject json, SealingKeyPair sealing, KeyPair tls) {
        this.index = index;
        this.json = json;
        this.sealing = sealing;
        this.tls = tls;
    }

    /** The keys kept for the code with this digest, or fresh ones, kept from now on. */
    static PendingKeys forCode(Path home, String code) throws IOException {
        Path index = home.resolve("keys").resolve("enrolling.json");
        KeyVault vault = KeyVault.in(home);
        Optional<PendingKeys> kept = load(index, code, vault);
        return kept.isPresent() ? kept.get() : create(index, code, vault);
    }

    private static Optional<PendingKeys> load(Path index, String code, KeyVault vault)
            throws IOException {
        try {
            String text = new String(PrivateFile.read(index, MAX_OCTETS), StandardCharsets.UTF_8);
            JsonObject json = MembershipJson.parse(text);
            if (!MembershipJson.text(json, "code").equals(code)) {
                return Optional.empty();
            }
            return Optional.of(
                    new PendingKeys(
                            index,
                            json,
                            vault.sealing(sealingFile(index)),
                            vault.tlsKey(MembershipJson.text(json, "tls"))));
        } catch (NoSuchFileException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static PendingKeys create(Path index, String code, KeyVault vault) throws IOException {
        SealingKeyPair sealing = SealingKeyPair.generate();
        Files.deleteIfExists(index);
        vault.store(sealing, sealingFile(index));
        KeyPair tls = vault.newTlsKey();
        JsonObject json = new JsonObject();
        json.addProperty("code", code);
        json.addProperty("tls", KeyVault.name(tls.getPublic()));
        PendingKeys pending = new PendingKeys(index, json, sealing, tls);
        pending.write();
        return pending;
    }

    SealingKeyPair sealing() {
        return sealing;
    }

    KeyPair tls() {
        return tls;
    }

    /** When these keys were last sent to a server, in words; nothing if never. */
    Optional<String> askedAt() {
        return json.has("askedAt")
                ? Optional.of(MembershipJson.text(json, "askedAt"))
                : Optional.empty();
    }

    /** Remembers that they are about to be sent. */
    void asking(String at) throws IOException {
        json.addProperty("askedAt", at);
        write();
    }

    /** Forgets them, once they are an identity's. */
    void delete() throws IOException {
        Files.deleteIfExists(index);
        Files.deleteIfExists(sealingFile(index));
    }

    private void write() throws IOException {
        PrivateFile.write(index, (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Path sealingFile(Path index) {
        return index.resolveSibling("enrolling.key");
    }
}
