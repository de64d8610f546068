/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The product as it is delivered: server/, gateway/ and cli/ side by side.
 *
 * @param directory where it is
 */
public record Distribution(Path directory) {
    /** The one that the system property {@code reveille.dist} names. */
    public static Distribution named() {
        String directory = System.getProperty("reveille.dist", "");
        if (directory.isEmpty() || !Files.isDirectory(Path.of(directory, "server"))) {
            throw new LabException(
                    "there is no built product at '"
                            + directory
                            + "' (system property reveille.dist); run './reveille build'");
        }
        return new Distribution(Path.of(directory).toAbsolutePath());
    }

    /** The command that starts the server or the gateway with a home of its own. */
    String[] feature(String name, Path home) {
        return new String[] {
            directory.resolve(name).resolve("bin").resolve("start").toString(),
            "--home",
            home.toString()
        };
    }

    /** The command that runs one command of the command line. */
    String[] cli(String... args) {
        List<String> command =
                java(directory.resolve("cli").resolve("lib") + "/*", "io.reveille.cli.Main");
        command.addAll(List.of(args));
        return command.toArray(String[]::new);
    }

    /** The command that runs a small Java program. */
    static List<String> java(String classPath, String main) {
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        main));
    }
}
