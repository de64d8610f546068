/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway lives when its configuration does not say: in the directory that it was started
 * with, or in Kura's data directory.
 */
final class DefaultHome {
    private DefaultHome() {}

    /**
     * Looks for a home.
     *
     * @param properties of the framework
     */
    static Optional<Path> of(Function<String, @Nullable String> properties) {
        return property(properties, "reveille.home")
                .or(
                        () ->
                                property(properties, "kura.home")
                                        .map(kura -> kura.resolve("data").resolve("reveille")));
    }

    private static Optional<Path> property(
            Function<String, @Nullable String> properties, String name) {
        return Optional.ofNullable(properties.apply(name))
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text).toAbsolutePath().normalize());
    }
}
