/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** OpenSSH's server on a port of the loopback, with keys made for this run. */
final class Sshd implements AutoCloseable {
    private final Process process;
    private final Path folder;

    private Sshd(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static Sshd start(Path folder, int port) throws IOException, InterruptedException {
        String sshd = Programs.require("sshd");
        key(folder.resolve("host"));
        key(folder.resolve("client"));
        Files.copy(
                folder.resolve("client.pub"),
                folder.resolve("authorized"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(Path.of("/run/sshd"));
        Process process =
                new ProcessBuilder(
                                sshd,
                                "-D",
                                "-e",
                                "-f",
                                "/dev/null",
                                "-h",
                                folder.resolve("host").toString(),
                                "-o",
                                "ListenAddress=127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "-o",
                                "PidFile=none",
                                "-o",
                                "StrictModes=no",
                                "-o",
                                "UsePAM=no",
                                "-o",
                                "Subsystem=sftp internal-sftp",
                                "-o",
                                "AuthorizedKeysFile=" + folder.resolve("authorized"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.log").toFile())
                        .start();
        await().atMost(Site.LIMIT).until(() -> listening(port));
        return new Sshd(process, folder);
    }

    private static boolean listening(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void key(Path file) throws IOException, InterruptedException {
        Programs.Result made =
                Programs.run(
                        List.of(
                                Programs.require("ssh-keygen"),
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "",
                                "-f",
                                file.toString()));
        if (made.exitCode() != 0) {
            throw new IOException(made.errors());
        }
    }

    String user() {
        return System.getProperty("user.name");
    }

    List<String> clientOptions() {
        return List.of(
                "-F",
                "/dev/null",
                "-i",
                folder.resolve("client").toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
