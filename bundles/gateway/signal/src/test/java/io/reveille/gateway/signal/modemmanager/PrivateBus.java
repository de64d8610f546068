/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.modemmanager;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A dbus-daemon of the test's own. */
final class PrivateBus implements AutoCloseable {
    private final Path folder;
    private Process daemon;

    PrivateBus(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(
                folder.resolve("bus.conf"),
                """
                <busconfig>
                  <type>session</type>
                  <listen>%s</listen>
                  <auth>EXTERNAL</auth>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                  </policy>
                </busconfig>
                """
                        .formatted(address()));
        start();
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> new File(directory, "dbus-daemon").canExecute());
    }

    void start() throws IOException {
        Files.deleteIfExists(socket());
        daemon =
                new ProcessBuilder(
                                "dbus-daemon",
                                "--nofork",
                                "--config-file=" + folder.resolve("bus.conf"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("bus.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(socket()));
    }

    private Path socket() {
        return folder.resolve("bus");
    }

    String address() {
        return "unix:path=" + socket();
    }

    void kill() throws InterruptedException {
        daemon.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        daemon.destroyForcibly();
    }
}
