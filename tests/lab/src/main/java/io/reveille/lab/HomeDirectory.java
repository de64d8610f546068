/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The home directory of a server or a gateway.
 *
 * @param path where it is
 */
record HomeDirectory(Path path) {
    static HomeDirectory create(Path path) {
        try {
            Files.createDirectories(path.resolve("etc"));
            Files.createDirectories(path.resolve("keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HomeDirectory(path);
    }

    /** Writes one configuration file. */
    void configure(String file, Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        write(path.resolve("etc").resolve(file), text.toString());
    }

    /** Keeps a secret. */
    Path secret(String file, String text) {
        Path kept = path.resolve("keys").resolve(file);
        write(kept, text + "\n");
        return kept;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
