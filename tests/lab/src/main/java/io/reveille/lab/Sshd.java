/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH on the device's loopback, and the key that it lets in. */
final class Sshd {
    static final String SERVICE = "ssh";
    private static final int PORT = 2222;

    /** How the gateway offers it. */
    static final String OFFER = SERVICE + "=127.0.0.1:" + PORT;

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path key;

    private Sshd(Path key) {
        this.key = key;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static Sshd start(CarrierNetwork network) {
        Path host = network.run().file("sshd.host");
        Path key = network.run().file("ssh.key");
        Path authorized = network.run().file("ssh.authorized");
        try {
            make(host);
            make(key);
            Files.copy(Path.of(key + ".pub"), authorized, StandardCopyOption.REPLACE_EXISTING);
            Files.createDirectories(Path.of("/run/sshd"));
        } catch (IOException e) {
            throw new LabException("cannot make ready for sshd: " + e.getMessage(), e);
        }
        network.startListener(
                network.device().namespace(),
                "sshd",
                PORT,
                START_LIMIT,
                PROGRAM.toString(),
                "-D",
                "-e",
                "-f",
                "/dev/null",
                "-h",
                host.toString(),
                "-o",
                "ListenAddress=127.0.0.1",
                "-p",
                String.valueOf(PORT),
                "-o",
                "PidFile=none",
                "-o",
                "StrictModes=no",
                "-o",
                "UsePAM=no",
                "-o",
                "Subsystem=sftp internal-sftp",
                "-o",
                "AuthorizedKeysFile=" + authorized);
        return new Sshd(key);
    }

    private static void make(Path file) {
        Programs.run(
                        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "" + file),
                        "",
                        Programs.SHORT)
                .expected();
    }

    /** A command of OpenSSH's client, with what it needs to get in here. */
    List<String> client(String program, FleetClient.Endpoint found, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program,
                                "-F",
                                "/dev/null",
                                "-i",
                                key.toString(),
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "StrictHostKeyChecking=no",
                                "-o",
                                "UserKnownHostsFile=/dev/null",
                                "-o",
                                "LogLevel=ERROR",
                                "-o",
                                "Port=" + found.port()));
        command.addAll(List.of(more));
        return command;
    }
}
