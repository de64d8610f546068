/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import com.google.gson.JsonObject;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.gateway.agent.internal.identity.MembershipJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
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
        Optional<PendingKeys> kept = load(index, code);
        return kept.isPresent() ? kept.get() : create(index, code);
    }

    private static Optional<PendingKeys> load(Path index, String code) throws IOException {
        try {
            String text = new String(PrivateFile.read(index, MAX_OCTETS), StandardCharsets.UTF_8);
            JsonObject json = MembershipJson.parse(text);
            if (!MembershipJson.text(json, "code").equals(code)) {
                return Optional.empty();
            }
            KeyFactory keys = KeyFactory.getInstance("EC");
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] open = base64.decode(MembershipJson.text(json, "tlsPublic"));
            byte[] secret = base64.decode(MembershipJson.text(json, "tlsPrivate"));
            KeyPair tls =
                    new KeyPair(
                            keys.generatePublic(new X509EncodedKeySpec(open)),
                            keys.generatePrivate(new PKCS8EncodedKeySpec(secret)));
            return Optional.of(
                    new PendingKeys(index, json, SealingKeyPair.load(sealingFile(index)), tls));
        } catch (NoSuchFileException | IllegalArgumentException | GeneralSecurityException none) {
            return Optional.empty();
        }
    }

    private static PendingKeys create(Path index, String code) throws IOException {
        SealingKeyPair sealing = SealingKeyPair.generate();
        KeyPair tls = CertificateSigning.newKeyPair();
        JsonObject json = new JsonObject();
        Base64.Encoder base64 = Base64.getEncoder();
        json.addProperty("code", code);
        json.addProperty("tlsPublic", base64.encodeToString(tls.getPublic().getEncoded()));
        json.addProperty("tlsPrivate", base64.encodeToString(tls.getPrivate().getEncoded()));
        Files.deleteIfExists(index);
        sealing.store(sealingFile(index));
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
