/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The folders of one demo: a home for the server, one for the gateway, one for logs. */
record SiteHomes(Path root) {
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");

    static SiteHomes create() throws IOException {
        SiteHomes homes = new SiteHomes(Files.createTempDirectory("reveille-demo"));
        Files.createDirectories(homes.server().resolve("etc"));
        Files.createDirectories(homes.gateway().resolve("etc"));
        return homes;
    }

    Path server() {
        return root.resolve("server");
    }

    Path gateway() {
        return root.resolve("gateway");
    }

    Path log(String name) {
        return root.resolve(name + ".log");
    }

    /** Writes one configuration file; nobody else may read it. */
    static void configure(Path home, String file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        write(home.resolve("etc").resolve(file), text.toString());
    }

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PRIVATE);
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
