/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.ZoneDesk;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A validating resolver that no one here wrote: unbound, with the zone's trust anchor. */
class UnboundTest {
    @TempDir Path directory;

    private final FleetInMemory fleet = new FleetInMemory();
    private DnsServer server;
    private Daemon unbound;
    private int port;

    @BeforeEach
    void start() throws IOException {
        String program = Daemon.program("unbound", "unbound");
        server = fleet.start("203.0.113.7,2001:db8::7", FleetInMemory.settings("0.0.0.0/0"));
        Path anchor = directory.resolve("fleet.key");
        Files.writeString(anchor, server.desk().report().keys().get(0).ds() + "\n");
        port = free();
        unbound = start(program, server.addresses().get(0).getPort(), anchor);
    }

    @AfterEach
    void stop() {
        if (unbound != null) {
            unbound.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void unbound_validates_what_is_there_and_what_is_not() {
        assertSecure("_http._tcp.gw7.fleet.test", "SRV", "0 0 20017 proxy.fleet.test.");
        assertSecure("http.gw7.fleet.test", "AAAA", "2001:db8::7");
        assertSecure("http.gw7.fleet.test", "SVCB", "1 proxy.fleet.test. port=20017");
        assertSecure("fleet.test", "DNSKEY", "257 3 13");
        assertSecure("gw9.fleet.test", "A", "203.0.113.7");
        assertSecure("gw7.fleet.test", "MX", "ANSWER: 0");
        assertSecure("_tcp.gw7.fleet.test", "A", "ANSWER: 0");
        assertSecure("not_there.fleet.test", "A", "NXNAME", "TYPE128");
        assertSecure("a.b.c.d.fleet.test", "A", "NXNAME", "TYPE128");
    }

    @Test
    void unbound_goes_through_a_rollover_without_a_gap() throws IOException {
        server.desk().roll(false);
        restart(); // nothing in its cache is older than the published key
        assertSecure("gw7.fleet.test", "A", "203.0.113.7");

        server.desk().roll(true);
        assertSecure("gw10.fleet.test", "A", "203.0.113.7");
        ZoneDesk.Report report = server.desk().report();
        assertThat(report.keys())
                .extracting(ZoneDesk.Key::state)
                .containsExactly("retired", "active");

        server.desk().retire(report.keys().get(0).tag(), true);
        Files.writeString(directory.resolve("fleet.key"), report.keys().get(1).ds() + "\n");
        restart();
        assertSecure("gw11.fleet.test", "MX", "ANSWER: 0");
    }

    private void restart() throws IOException {
        unbound.close();
        unbound =
                start(
                        Daemon.program("unbound", "unbound"),
                        server.addresses().get(0).getPort(),
                        directory.resolve("fleet.key"));
    }

    @Test
    void unbound_believes_no_answer_that_was_tampered_with() throws IOException {
        unbound.close();
        try (Tamperer tamperer = new Tamperer(server.addresses().get(0))) {
            unbound =
                    start(
                            Daemon.program("unbound", "unbound"),
                            tamperer.port(),
                            directory.resolve("fleet.key"));

            assertSecure("gw7.fleet.test", "A", "203.0.113.7");
            tamperer.begin();
            assertThat(dig("gw5.fleet.test", "A")).contains("status: SERVFAIL");
            assertThat(dig("gw5.fleet.test", "MX")).contains("status: SERVFAIL");
            // nothing else is wrong with them
            assertThat(dig("gw5.fleet.test", "A", "+cd")).contains("status: NOERROR");
        }
    }

    private void assertSecure(String name, String type, String... anyOf) {
        String answer = dig(name, type);
        assertThat(answer).containsPattern("flags: qr rd ra ad[; ]").contains("status: NO");
        assertThat(anyOf).as(answer).anyMatch(answer::contains);
    }

    private String dig(String name, String type, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "+dnssec";
        arguments[1] = name;
        arguments[2] = type;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Daemon.dig(port, arguments);
    }

    private Daemon start(String program, int upstream, Path anchor) throws IOException {
        Path configuration = directory.resolve("unbound.conf");
        Files.writeString(
                configuration,
                """
                server:
                  directory: "%1$s"
                  chroot: ""
                  username: ""
                  pidfile: ""
                  use-syslog: no
                  verbosity: 1
                  num-threads: 1
                  interface: 127.0.0.1
                  port: %2$d
                  do-ip6: no
                  do-not-query-localhost: no
                  module-config: "validator iterator"
                  trust-anchor-file: "%3$s"
                  local-zone: "test." nodefault
                stub-zone:
                  name: "fleet.test"
                  stub-addr: 127.0.0.1@%4$d
                remote-control:
                  control-enable: no
                """
                        .formatted(directory, port, anchor, upstream));
        Daemon daemon = Daemon.start(directory, program, "-d", "-c", configuration.toString());
        await().until(
                        () ->
                                !daemon.isAlive()
                                        || Daemon.dig(port, "+short", "CH", "TXT", "id.server")
                                                .contains("\""));
        assertThat(daemon.isAlive()).as(daemon.log()).isTrue();
        return daemon;
    }

    /** Free by UDP and TCP, and below what systems give to those who ask for any port. */
    private static int free() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (DatagramSocket udp =
                            new DatagramSocket(candidate, InetAddress.getLoopbackAddress());
                    ServerSocket tcp =
                            new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                if (udp.isBound() && tcp.isBound()) {
                    return candidate;
                }
            } catch (IOException taken) {
                // another one
            }
        }
    }

    /** Stands between, and turns bits of addresses and of what is denied. */
    private static final class Tamperer implements AutoCloseable {
        private final DatagramSocket socket =
                new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final InetSocketAddress server;
        private final AtomicBoolean tampering = new AtomicBoolean();
        private final Thread thread = new Thread(this::run, "tamperer");

        Tamperer(InetSocketAddress server) throws IOException {
            this.server = server;
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        void begin() {
            tampering.set(true);
        }

        private void run() {
            byte[] octets = new byte[4096];
            while (!socket.isClosed()) {
                try (DatagramSocket upstream = new DatagramSocket()) {
                    DatagramPacket query = new DatagramPacket(octets, octets.length);
                    socket.receive(query);
                    upstream.setSoTimeout(2000);
                    upstream.send(new DatagramPacket(octets, query.getLength(), server));
                    DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
                    upstream.receive(answer);
                    if (tampering.get()) {
                        tamper(answer);
                    }
                    socket.send(
                            new DatagramPacket(
                                    answer.getData(),
                                    answer.getLength(),
                                    query.getSocketAddress()));
                } catch (SocketTimeoutException e) {
                    throw new AssertionError(e);
                } catch (IOException e) {
                    return; // closed
                }
            }
        }

        private static void tamper(DatagramPacket answer) {
            byte[] octets = answer.getData();
            byte[] address = {(byte) 203, 0, 113, 7};
            for (int i = 12; i + 4 <= answer.getLength(); i++) {
                if (octets[i] == address[0]
                        && octets[i + 1] == address[1]
                        && octets[i + 2] == address[2]
                        && octets[i + 3] == address[3]) {
                    octets[i + 3] = 8;
                } else if (octets[i] == 0
                        && octets[i + 1] == 6
                        && octets[i + 2] == 0x40
                        && octets[i + 3] == 0) {
                    octets[i + 2] = 0x41; // a type in the record that denies others
                }
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
