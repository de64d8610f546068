/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.SessionRetention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration, checked. */
record RegistryOptions(ServerSettings settings, SessionRetention retention) {
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
                                        configuration.sessions_newest())));
    }

    private static <T> T named(String place, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }
}
