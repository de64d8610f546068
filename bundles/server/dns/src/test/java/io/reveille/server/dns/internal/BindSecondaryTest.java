/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Secret;
import io.reveille.server.dns.internal.TransferSettings.Content;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secondary that no one here wrote: BIND. */
class BindSecondaryTest {
    private static final byte[] KEY =
            "thirty-two octets of a test key!".getBytes(StandardCharsets.US_ASCII);
    private static final String TSIG =
            "hmac-sha256:reveille-transfer:" + Base64.getEncoder().encodeToString(KEY);

    @TempDir Path directory;

    private final FleetInMemory fleet = new FleetInMemory();
    private DnsServer server;
    private Daemon named;
    private int port;

    @BeforeEach
    void find_a_port() throws IOException {
        Daemon.program("named", "bind9");
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (named != null) {
            named.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void bind_takes_a_zone_that_verifies_and_follows_its_changes() throws IOException {
        server = start(Content.SERVICES);
        named = bind();
        awaitSerial();
        assertThat(Daemon.dig(port, "+dnssec", "SRV", "_http._tcp.gw7.fleet.test"))
                .contains("status: NOERROR", "0 0 20017 proxy.fleet.test.", "RRSIG");
        assertThat(Daemon.dig(port, "A", "gw8.fleet.test")).contains("status: NXDOMAIN");
        long before = server.desk().report().serial();

        fleet.join(
                FleetInMemory.gateway(
                        "gw21", GatewayStatus.ACTIVE, new GatewayService("ssh", 22, 20044)));

        // told by NOTIFY: it would look by itself only after an hour
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                Daemon.dig(port, "+short", "SRV", "_ssh._tcp.gw21.fleet.test")
                                        .contains("20044"));
        assertThat(server.desk().report().serial()).isGreaterThan(before);
        assertVerifies(port);
    }

    @Test
    void what_a_secondary_gets_by_default_tells_nothing_of_the_fleet() throws IOException {
        server = start(Content.ADDRESSES);
        int own = server.addresses().get(0).getPort();

        String zone = Daemon.dig(own, "-y", TSIG, "AXFR", "fleet.test");
        fleet.join(FleetInMemory.gateway("gw21", GatewayStatus.ACTIVE));

        assertThat(zone).contains("*.fleet.test.").contains("NSEC").doesNotContain("gw7");
        named = bind();
        awaitSerial();
        assertThat(Daemon.dig(port, "+dnssec", "A", "http.gw7.fleet.test"))
                .contains("203.0.113.7", "RRSIG");
        assertThat(Daemon.dig(port, "SRV", "_http._tcp.gw7.fleet.test"))
                .contains("status: NOERROR", "ANSWER: 0");
        assertVerifies(port);
    }

    @Test
    void only_who_has_the_key_gets_the_zone() {
        server = start(Content.SERVICES);
        int own = server.addresses().get(0).getPort();
        String wrong = TSIG.replace(":reveille", ":another");
        String forged =
                "hmac-sha256:reveille-transfer:" + Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(Daemon.dig(own, "AXFR", "fleet.test")).contains("Transfer failed");
        assertThat(Daemon.dig(own, "-y", wrong, "AXFR", "fleet.test"))
                .contains("BADKEY")
                .doesNotContain("gw7");
        assertThat(Daemon.dig(own, "-y", forged, "AXFR", "fleet.test"))
                .contains("BADSIG")
                .doesNotContain("gw7");
        assertThat(Daemon.dig(own, "-y", TSIG, "AXFR", "fleet.test")).contains("gw7.fleet.test.");
        assertThat(Daemon.dig(own, "-y", TSIG, "+tcp", "IXFR=1", "fleet.test"))
                .contains("gw7.fleet.test.");
        assertThat(Daemon.dig(own, "-y", TSIG, "+tcp", "IXFR=4294967295", "fleet.test"))
                .doesNotContain("Transfer failed");
        assertThat(Daemon.dig(own, "-y", TSIG, "SOA", "fleet.test")).contains("NOERROR");
    }

    private DnsServer start(Content content) {
        DnsSettings plain = FleetInMemory.settings("0.0.0.0/0");
        return fleet.start(
                "203.0.113.7,2001:db8::7",
                new DnsSettings(
                        plain.listen(),
                        0,
                        plain.askers(),
                        plain.ttl(),
                        plain.tcpIdle(),
                        plain.tcpConnections(),
                        plain.zone(),
                        plain.rates(),
                        new TransferSettings(
                                List.of(new InetSocketAddress(FleetInMemory.ASKER, port)),
                                content,
                                Optional.of(
                                        new TransferSettings.Key(
                                                "reveille-transfer", Secret.of(KEY)))),
                        List.of()));
    }

    private Daemon bind() throws IOException {
        Path configuration = directory.resolve("named.conf");
        Files.writeString(
                configuration,
                """
                options {
                  directory "%1$s";
                  pid-file none;
                  session-keyfile none;
                  listen-on port %2$d { 127.0.0.1; };
                  listen-on-v6 { none; };
                  recursion no;
                  dnssec-validation no;
                  allow-new-zones no;
                  notify no;
                };
                controls { };
                key "reveille-transfer" { algorithm hmac-sha256; secret "%3$s"; };
                server 127.0.0.1 { keys { "reveille-transfer"; }; };
                zone "fleet.test" {
                  type secondary;
                  file "fleet.test.zone";
                  masterfile-format text;
                  primaries { 127.0.0.1 port %4$d key "reveille-transfer"; };
                  allow-transfer { any; };
                };
                """
                        .formatted(
                                directory,
                                port,
                                Base64.getEncoder().encodeToString(KEY),
                                server.addresses().get(0).getPort()));
        return Daemon.start(
                directory,
                Daemon.program("named", "bind9"),
                "-g",
                "-n",
                "1",
                "-c",
                configuration.toString());
    }

    private void awaitSerial() {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                !named.isAlive()
                                        || Daemon.dig(port, "+short", "SOA", "fleet.test")
                                                .contains(
                                                        " "
                                                                + server.desk().report().serial()
                                                                + " "));
        assertThat(named.isAlive()).as(named.log()).isTrue();
    }

    /** BIND's own check of all signatures and of the chain. */
    private void assertVerifies(int at) throws IOException {
        String zone =
                Daemon.dig(
                        at, "+onesoa", "+nocomments", "+nocmd", "+nostats", "AXFR", "fleet.test");
        Path file = directory.resolve("verified.zone");
        Files.writeString(file, zone);
        assertThat(
                        Daemon.run(
                                List.of(
                                        Daemon.program("dnssec-verify", "bind9-utils"),
                                        "-z", // one key for everything
                                        "-o",
                                        "fleet.test",
                                        file.toString())))
                .contains("Zone fully signed");
    }
}
