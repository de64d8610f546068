/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mail server on this machine: exim takes mails for any name in {@link #DOMAIN} and dovecot gives
 * them out by IMAP, both in a directory and on ports of their own, both as nobody. Every name is an
 * account, whose password is {@link #PASSWORD}.
 */
public final class MailHost implements AutoCloseable {
    /** The domain of its accounts. */
    public static final String DOMAIN = "example.net";

    /** Every account's password. */
    public static final String PASSWORD = "a-secret-of-the-tests";

    /** Who may submit mails by SMTP, with the same password. */
    public static final String SUBMITTER = "reveille";

    private final Path directory;
    private final MailPorts ports;
    private final MailCertificates certificates;
    private final Path dovecotConfiguration;
    private Optional<MailProgram> dovecot = Optional.empty();
    private Optional<MailProgram> exim = Optional.empty();

    private MailHost(Path directory) throws IOException {
        this.directory = directory;
        ports = MailPorts.free();
        certificates = MailCertificates.in(Files.createDirectory(directory.resolve("tls")));
        dovecotConfiguration = directory.resolve("dovecot.conf");
    }

    /** What is missing here, for people; empty when the server can be started. */
    public static Optional<String> missing() {
        List<String> programs =
                Stream.of("exim4", "dovecot", "openssl", "setpriv")
                        .filter(p -> find(p).isEmpty())
                        .toList();
        if (!programs.isEmpty()) {
            return Optional.of(
                    "no "
                            + String.join(", ", programs)
                            + "; install: apt-get install exim4-daemon-light dovecot-imapd openssl"
                            + " util-linux");
        }
        return isRoot()
                ? Optional.empty()
                : Optional.of("exim takes a configuration of root's alone; run the tests as root");
    }

    /** Starts both; they are there when this returns. */
    public static MailHost start() {
        try {
            Path directory = Files.createTempDirectory("reveille-mail");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            MailHost host = new MailHost(directory);
            host.configureDovecot("");
            Path eximConfiguration = directory.resolve("exim.conf");
            Files.writeString(eximConfiguration, MailConfiguration.exim(directory, host.ports));
            for (String folder : List.of("exim", "dovecot", "homes")) {
                Files.createDirectory(directory.resolve(folder));
            }
            host.giveAway();
            host.startDovecot();
            host.restartExim();
            return host;
        } catch (IOException e) {
            throw new MailHostException("no mail server", e);
        }
    }

    /**
     * Sets what dovecot reads at its next start.
     *
     * @param more lines of its configuration, such as an {@code imap_capability} without IDLE
     */
    public void configureDovecot(String more) {
        try {
            Files.writeString(
                    dovecotConfiguration, MailConfiguration.dovecot(directory, ports) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends dovecot and its connections. */
    public void stopDovecot() {
        dovecot.ifPresent(MailProgram::close);
        dovecot = Optional.empty();
    }

    /** Starts dovecot. */
    public void startDovecot() {
        MailProgram started =
                MailProgram.start(
                        directory.resolve("dovecot.out"),
                        "dovecot",
                        "-F",
                        "-c",
                        dovecotConfiguration.toString());
        dovecot = Optional.of(started);
        started.awaitPorts(ports.imap(), ports.imaps());
    }

    /** Ends exim and its connections, if it runs. */
    public void stopExim() {
        exim.ifPresent(MailProgram::close);
        exim = Optional.empty();
    }

    /** Ends exim and its connections, if it runs, and starts it. */
    public void restartExim() {
        stopExim();
        MailProgram started =
                MailProgram.start(
                        directory.resolve("exim.out"),
                        "exim4",
                        "-C",
                        directory.resolve("exim.conf").toString(),
                        "-bdf");
        exim = Optional.of(started);
        started.awaitPorts(ports.smtp(), ports.smtps());
    }

    /** Its ports on 127.0.0.1. */
    public MailPorts ports() {
        return ports;
    }

    /** Its certificate, for {@code localhost} and 127.0.0.1, is of this CA. */
    public Path caFile() {
        return certificates.ca();
    }

    /** The certificate of a CA that it has nothing to do with. */
    public Path otherCaFile() {
        return certificates.otherCa();
    }

    /** The mailbox of an account, which is there from then on. */
    public MailAccount account(String name) {
        Path home = directory.resolve("homes").resolve(name);
        if (!Files.exists(home)) {
            MailProgram.run("install", "-d", "-o", "nobody", "-g", "nogroup", home.toString());
        }
        return new MailAccount(home.resolve("Maildir"));
    }

    /** The end of what both have logged, for people. */
    public String log() {
        StringBuilder text = new StringBuilder();
        for (String file : List.of("dovecot/log", "exim/mainlog", "dovecot.out", "exim.out")) {
            Path path = directory.resolve(file);
            if (Files.exists(path)) {
                try {
                    text.append(file).append(":\n").append(Files.readString(path)).append('\n');
                } catch (IOException e) {
                    text.append(file).append(" cannot be read: ").append(e).append('\n');
                }
            }
        }
        return text.toString();
    }

    private void giveAway() {
        MailProgram.run("chown", "-R", "nobody:nogroup", directory.toString());
        MailProgram.run("chown", "root", directory.resolve("exim.conf").toString());
    }

    @Override
    public void close() {
        exim.ifPresent(MailProgram::close);
        stopDovecot();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    static Optional<File> find(String program) {
        String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }
}
