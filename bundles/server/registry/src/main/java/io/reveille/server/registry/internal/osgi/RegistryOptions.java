/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.KeyPlace.Kind;
import io.reveille.crypto.KeyPlace.Token;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.KeySettings;
import io.reveille.server.registry.internal.SessionRetention;
import io.reveille.server.registry.internal.users.IdentitySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration, checked. */
record RegistryOptions(
        ServerSettings settings,
        SessionRetention retention,
        KeySettings keys,
        IdentitySettings identities) {
    private static final String CREDENTIAL = "reveille-keys";

    /**
     * @param home the framework property {@code reveille.home}, if set
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static RegistryOptions of(RegistryConfiguration configuration, @Nullable String home) {
        if (home == null || home.isBlank()) {
            throw new IllegalArgumentException(
                    "reveille.home is not set: start the server with -Dreveille.home=DIR");
        }
        String zone = configuration.zone().strip().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        String name = configuration.server_name().strip().toLowerCase(Locale.ROOT);
        return named(
                RegistryConfiguration.PID + ".cfg",
                () ->
                        new RegistryOptions(
                                new ServerSettings(
                                        zone,
                                        name.isEmpty() ? "proxy." + zone : name,
                                        named(
                                                "public.addresses",
                                                () ->
                                                        IpLiterals.parseList(
                                                                configuration.public_addresses())),
                                        named(
                                                "service.ports",
                                                () ->
                                                        PortRange.parse(
                                                                configuration.service_ports())),
                                        Path.of(home).toAbsolutePath().normalize()),
                                new SessionRetention(
                                        Duration.ofDays(configuration.sessions_days()),
                                        configuration.sessions_newest()),
                                keys(configuration),
                                IdentityOptions.of(configuration, Path.of(home))));
    }

    private static KeySettings keys(RegistryConfiguration configuration) {
        Kind store = named("keys.store", () -> store(configuration.keys_store().strip()));
        Optional<Token> token =
                store == Kind.PKCS11
                        ? Optional.of(
                                new Token(
                                        required("pkcs11.library", configuration.pkcs11_library()),
                                        configuration.pkcs11_slot(),
                                        required(
                                                "pkcs11.pin.file",
                                                configuration.pkcs11_pin_file())))
                        : Optional.empty();
        return new KeySettings(
                new KeyPlace(
                        store,
                        path(configuration.keys_passphrase_file())
                                .or(() -> credential(System.getenv("CREDENTIALS_DIRECTORY"))),
                        token),
                Duration.ofDays(configuration.rotate_sender_days()),
                Duration.ofDays(configuration.rotate_ca_days()),
                Duration.ofDays(configuration.rotate_psk_days()),
                Duration.ofDays(configuration.certificate_days()),
                Duration.ofDays(configuration.certificate_overlap_days()));
    }

    private static Kind store(String text) {
        return Arrays.stream(Kind.values())
                .filter(store -> store.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'%s' is none of files, pkcs12, pkcs11".formatted(text)));
    }

    /** What systemd hands over by LoadCredential or LoadCredentialEncrypted. */
    static Optional<Path> credential(@Nullable String directory) {
        return Optional.ofNullable(directory)
                .map(path -> Path.of(path).resolve(CREDENTIAL))
                .filter(Files::isReadable);
    }

    private static Path required(String name, String text) {
        return path(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        name + " is needed for keys.store=pkcs11"));
    }

    private static Optional<Path> path(String text) {
        return Optional.of(text.strip()).filter(path -> !path.isEmpty()).map(Path::of);
    }

    private static <T> T named(String place, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }
}
