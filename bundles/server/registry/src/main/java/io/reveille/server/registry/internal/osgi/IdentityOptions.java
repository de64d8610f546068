/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.internal.users.IdentitySettings;
import io.reveille.server.registry.internal.users.JwtSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The part of the configuration that says who vouches for clients. */
final class IdentityOptions {
    private IdentityOptions() {}

    /**
     * @param home where files are looked for whose names are not absolute
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static IdentitySettings of(RegistryConfiguration configuration, Path home) {
        return new IdentitySettings(
                Arrays.stream(configuration.certificates_ca().split(","))
                        .map(String::strip)
                        .filter(file -> !file.isEmpty())
                        .map(home::resolve)
                        .toList(),
                jwt(configuration, home));
    }

    private static Optional<JwtSettings> jwt(RegistryConfiguration configuration, Path home) {
        String keys = configuration.jwt_keys().strip();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new JwtSettings(
                        configuration.jwt_issuer().strip(),
                        configuration.jwt_audience().strip(),
                        keys.contains("://") ? keys : home.resolve(keys).toString(),
                        Optional.of(configuration.jwt_keys_ca().strip())
                                .filter(file -> !file.isEmpty())
                                .map(home::resolve),
                        configuration.jwt_user_claim().strip(),
                        configuration.jwt_reach_claim().strip(),
                        Optional.of(ClientReach.parse(configuration.jwt_strangers()))
                                .filter(reach -> !reach.patterns().isEmpty())));
    }
}
