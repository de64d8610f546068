/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import io.reveille.cli.CommandFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The one-machine distribution: server/, gateway/ and cli/ side by side, as features/demo assembles
 * it.
 */
public record Distribution(Path directory) {
    /** The distribution this process was started from. */
    public static Distribution running() {
        String directory = System.getProperty("reveille.dist");
        if (directory == null || !Files.isDirectory(Path.of(directory, "server"))) {
            throw new CommandFailedException(
                    "the demo needs the whole distribution; run it by './reveille demo'");
        }
        return new Distribution(Path.of(directory).toAbsolutePath());
    }

    /** The command that starts a feature with the given home. */
    List<String> feature(String name, Path home) {
        return List.of(
                directory.resolve(name).resolve("bin").resolve("start").toString(),
                "--home",
                home.toString());
    }

    /** The command that runs one command of the command line. */
    public List<String> cli(String... args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dreveille.dist=" + directory,
                                "-cp",
                                directory.resolve("cli").resolve("lib") + "/*",
                                "io.reveille.cli.Main"));
        command.addAll(List.of(args));
        return command;
    }
}
