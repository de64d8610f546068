/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL with a database made for this run, never as root, which it refuses. */
final class Postgres implements AutoCloseable {
    private static final String USER = "operator";
    private static final String NOBODY = "nobody";

    private final Process process;
    private final Path folder;

    private Postgres(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static Postgres start(int port) throws IOException, InterruptedException {
        Path programs = programs();
        Path folder = Files.createTempDirectory("reveille-postgres");
        if (isRoot()) {
            done(List.of(Programs.require("chown"), NOBODY, folder.toString()));
        }
        Path data = folder.resolve("data");
        done(
                asNobody(
                        programs.resolve("initdb").toString(),
                        "--no-sync",
                        "--auth=trust",
                        "--username=" + USER,
                        "--encoding=UTF8",
                        "--locale=C",
                        "-D",
                        data.toString()));
        Process process =
                new ProcessBuilder(
                                asNobody(
                                        programs.resolve("postgres").toString(),
                                        "-D",
                                        data.toString(),
                                        "-p",
                                        String.valueOf(port),
                                        "-c",
                                        "listen_addresses=127.0.0.1",
                                        "-c",
                                        "unix_socket_directories=",
                                        "-c",
                                        "fsync=off"))
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        await().atMost(Site.LIMIT).until(() -> listening(port));
        return new Postgres(process, folder);
    }

    /** Debian has the server's programs outside the path. */
    private static Path programs() {
        File[] versions =
                Optional.ofNullable(new File("/usr/lib/postgresql").listFiles())
                        .orElse(new File[0]);
        Optional<Path> found =
                Arrays.stream(versions)
                        .map(version -> version.toPath().resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Path::compareTo);
        if (found.isEmpty()) {
            System.out.println("SKIPPED: postgresql is not installed on this machine");
        }
        assumeTrue(found.isPresent(), "postgresql is not installed on this machine");
        return found.orElseThrow();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asNobody(String... command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(
                    List.of(
                            Programs.require("setpriv"),
                            "--reuid=" + NOBODY,
                            "--regid=nogroup",
                            "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static void done(List<String> command) throws IOException, InterruptedException {
        Programs.Result result = Programs.run(command);
        if (result.exitCode() != 0) {
            throw new IOException(result.text() + result.errors());
        }
    }

    private static boolean listening(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Who may ask, without a password. */
    String user() {
        return USER;
    }

    @Override
    public void close() throws IOException {
        process.destroy(); // smart shutdown: its clients have gone
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted((a, b) -> b.compareTo(a)).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
