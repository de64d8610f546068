/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** {@code ssh -R} of OpenSSH with its fastest cipher, and a server of its own. */
final class SshReverse implements Contender {
    private static final String CIPHER = "aes128-gcm@openssh.com";
    private static final Pattern ALLOCATED = Pattern.compile("Allocated port (\\d+) for remote");
    private static final Pattern LISTENING =
            Pattern.compile("Server listening on \\S+ port (\\d+)");

    private final Daemon server;
    private final Daemon client;
    private final int port;

    private SshReverse(Daemon server, Daemon client, int port) {
        this.server = server;
        this.client = client;
        this.port = port;
    }

    static SshReverse start(Path directory, int servicePort)
            throws IOException, InterruptedException {
        Path home = Files.createDirectory(directory.resolve("ssh"));
        key(home.resolve("host"));
        key(home.resolve("user"));
        int sshPort = Ports.unused();
        Path configuration =
                Files.writeString(
                        home.resolve("sshd_config"),
                        String.join(
                                "\n",
                                "ListenAddress 127.0.0.1:" + sshPort,
                                "HostKey " + home.resolve("host"),
                                "AuthorizedKeysFile " + home.resolve("user.pub"),
                                "PidFile none",
                                "StrictModes no",
                                "UsePAM no",
                                "PasswordAuthentication no",
                                "KbdInteractiveAuthentication no",
                                "AllowTcpForwarding yes",
                                "PermitRootLogin yes",
                                ""));
        if ("root".equals(System.getProperty("user.name"))) {
            Files.createDirectories(Path.of("/run/sshd")); // where it puts its unprivileged part
        }
        Daemon server =
                Daemon.start(
                        "sshd",
                        directory,
                        List.of(sshd(), "-D", "-e", "-f", configuration.toString()));
        server.await(LISTENING);
        Daemon client =
                Daemon.start(
                        "ssh",
                        directory,
                        List.of(
                                "ssh",
                                "-N",
                                "-F",
                                "none",
                                "-c",
                                CIPHER,
                                "-i",
                                home.resolve("user").toString(),
                                "-p",
                                String.valueOf(sshPort),
                                "-o",
                                "StrictHostKeyChecking=no",
                                "-o",
                                "UserKnownHostsFile=" + home.resolve("known"),
                                "-o",
                                "IdentitiesOnly=yes",
                                "-o",
                                "ExitOnForwardFailure=yes",
                                "-R",
                                "127.0.0.1:0:127.0.0.1:" + servicePort,
                                "127.0.0.1"));
        return new SshReverse(server, client, Integer.parseInt(client.await(ALLOCATED)));
    }

    private static void key(Path file) throws IOException, InterruptedException {
        List<String> command =
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new IOException("no key: " + command);
        }
    }

    /** It wants to be started with its whole path. */
    private static String sshd() {
        return Files.isExecutable(Path.of("/usr/sbin/sshd")) ? "/usr/sbin/sshd" : "/usr/bin/sshd";
    }

    @Override
    public String name() {
        return "ssh -R";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Daemon> processes() {
        return List.of(server, client);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
