/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.dns;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * BIND as the zone {@code test} at 127.0.0.1; unbound as the signed zones below it at 127.0.0.2,
 * which are delegated rightly and wrongly, and as a resolver at another port.
 */
final class Delegations {
    static final String PARENT = "127.0.0.1";
    static final String CHILD = "127.0.0.2";
    static final List<String> ZONES =
            List.of("right", "nods", "stale", "noglue", "moved", "lame", "none");

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Integer> tags = new HashMap<>();
    private final int port = freePort();
    private final int resolverPort = freePort();

    Delegations(Path directory) throws Exception {
        this.directory = directory;
        String named = program("named", "bind9");
        String unbound = program("unbound", "unbound");
        for (String zone : ZONES) {
            sign(zone);
        }
        write("named.conf", NAMED.formatted(directory, port, PARENT));
        write("test.zone", PARENT_ZONE);
        write(
                "unbound.conf",
                UNBOUND.formatted(directory, resolverPort, PARENT, CHILD, port) + children());
        run("named.log", named, "-g", "-n", "1", "-c", "named.conf");
        run("unbound.log", unbound, "-d", "-c", "unbound.conf");
        awaitAnswer(processes.get(0), port, "test.", "named.log");
        awaitAnswer(processes.get(1), resolverPort, "gone.", "unbound.log");
    }

    int port() {
        return port;
    }

    int resolverPort() {
        return resolverPort;
    }

    int tag(String zone) {
        return tags.getOrDefault(zone, 1);
    }

    private void sign(String zone) throws IOException, InterruptedException {
        write(
                zone + ".zone",
                """
                $TTL 60
                @ SOA ns hostmaster 17 3600 600 86400 60
                @ NS ns
                %s
                ns A 127.0.0.2
                """
                        .formatted(zone.equals("lame") ? "@ NS ns.test." : ""));
        String key =
                said(
                        program("dnssec-keygen", "bind9-utils"),
                        "-q",
                        "-aECDSAP256SHA256",
                        "-fKSK",
                        zone + ".test");
        tags.put(zone, Integer.parseInt(key.strip().substring(key.lastIndexOf('+') + 1)));
        said(
                program("dnssec-signzone", "bind9-utils"),
                "-S",
                "-z",
                "-o" + zone + ".test",
                "-f" + zone + ".signed",
                zone + ".zone");
    }

    private static String children() {
        StringBuilder zones = new StringBuilder();
        ZONES.forEach(
                zone ->
                        zones.append(
                                "auth-zone:%n  name: %1$s.test%n  zonefile: %1$s.signed%n"
                                        .formatted(zone)));
        return zones.toString();
    }

    private String said(String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.log");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(directory.resolve("err.log").toFile())
                        .redirectOutput(out.toFile())
                        .start();
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(Files.readString(directory.resolve("err.log")));
        }
        return Files.readString(out);
    }

    private void run(String log, String... command) throws IOException {
        processes.add(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(log).toFile())
                        .start());
    }

    private void awaitAnswer(Process process, int at, String name, String log) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                NameServerAsker.ask(server, true, Name.fromString(name), Type.SOA);
                return;
            } catch (IOException notYet) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError(Files.readString(directory.resolve(log)));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private static String program(String name, String debianPackage) {
        String found =
                Stream.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst()
                        .orElse("");
        assumeTrue(
                !found.isEmpty(),
                "SKIPPED: no %s on this machine (Debian: apt-get install %s)"
                        .formatted(name, debianPackage));
        return found;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static final String NAMED =
            """
            options { directory "%1$s"; pid-file none; session-keyfile none; recursion no;
              dnssec-validation no; listen-on port %2$d { %3$s; }; listen-on-v6 { none; }; };
            controls { };
            zone "test" { type primary; file "test.zone"; check-integrity no; };
            """;

    private static final String PARENT_ZONE =
            """
            $TTL 60
            @ SOA ns hostmaster 1 3600 600 86400 60
            @ NS ns
            ns A 127.0.0.1
            right NS ns.right
            ns.right A 127.0.0.2
            $INCLUDE dsset-right.test.
            nods NS ns.nods
            ns.nods A 127.0.0.2
            stale NS ns.stale
            ns.stale A 127.0.0.2
            stale DS 11111 13 2 ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB
            noglue NS ns.noglue
            $INCLUDE dsset-noglue.test.
            moved NS ns.moved
            ns.moved A 127.0.0.8
            lame NS ns.lame
            lame NS ns
            ns.lame A 127.0.0.2
            $INCLUDE dsset-lame.test.
            """;

    private static final String UNBOUND =
            """
            server:
              directory: "%1$s"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              num-threads: 1
              interface: %3$s@%2$d
              interface: %4$s@%5$d
              do-not-query-localhost: no
              module-config: "iterator"
              local-zone: "test." nodefault
              local-zone: "gone." static
              local-data: "gone. SOA ns.gone. hostmaster.gone. 1 3600 600 86400 60"
              local-data: "gone. NS ns.gone."
              local-data: "ns.gone. A 127.0.0.9"
            remote-control:
              control-enable: no
            stub-zone:
              name: "test."
              stub-addr: %3$s@%5$d
            """;
}
