/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.identity;

import com.google.gson.JsonObject;
import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.KeyPlace.Kind;
import io.reveille.crypto.KeyPlace.Token;
import io.reveille.crypto.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a gateway's keys are, in {@code HOME/keys/store.json}; in files where there is none. */
final class KeyPlaceFile {
    private static final int MAX_OCTETS = 16 * 1024;

    private final Path file;

    KeyPlaceFile(Path directory) {
        this.file = directory.resolve("store.json");
    }

    KeyPlace read() throws IOException {
        String text;
        try {
            text = new String(PrivateFile.read(file, MAX_OCTETS), StandardCharsets.UTF_8);
        } catch (NoSuchFileException usual) {
            return KeyPlace.FILES;
        }
        try {
            JsonObject json = MembershipJson.parse(text);
            Kind kind = Kind.valueOf(MembershipJson.text(json, "store"));
            return new KeyPlace(
                    kind,
                    path(json, "passphrase"),
                    kind == Kind.PKCS11
                            ? Optional.of(
                                    new Token(
                                            Path.of(MembershipJson.text(json, "library")),
                                            MembershipJson.integer(json.get("slot"), "slot"),
                                            Path.of(MembershipJson.text(json, "pin"))))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": " + e.getMessage() + "; delete it, and start the gateway", e);
        }
    }

    void write(KeyPlace place) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("store", place.kind().name());
        place.passphrase().ifPresent(path -> json.addProperty("passphrase", path.toString()));
        place.token()
                .ifPresent(
                        token -> {
                            json.addProperty("library", token.library().toString());
                            json.addProperty("slot", token.slot());
                            json.addProperty("pin", token.pin().toString());
                        });
        PrivateFile.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Path> path(JsonObject json, String name) {
        return json.has(name)
                ? Optional.of(Path.of(MembershipJson.text(json, name)))
                : Optional.empty();
    }
}
