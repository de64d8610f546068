/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.AddressGrant;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientReach;
import io.reveille.server.registry.ClientRole;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.UserRights;
import io.reveille.server.registry.internal.users.IdentitySettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients by UDP, or by TLS that is passed through, whose address is all that lets them in. */
@ExtendWith(NoLeaks.class)
class OpenedForAWhileTest {
    private static final String NAME = "https.gw7.fleet.test";

    private EntryFiles files;
    private TestService tls;
    private DatagramSocket udp;
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path home, @TempDir Path folder) throws Exception {
        files = new EntryFiles(folder, "*.gw7.fleet.test");
        TlsIdentity own =
                files.ca.issueServer(List.of(NAME), List.of(), Instant.now(), Duration.ofDays(1));
        tls = new TestService(connection -> echo(connection, own));
        udp = new DatagramSocket(0, IpLiterals.parse("127.0.0.1"));
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
        server =
                new TestServer(
                        home,
                        TestServer.options("192.0.2.0/24", Duration.ofSeconds(20), 64)
                                .with(files.entries(Optional.empty(), Set.of())),
                        IdentitySettings.NONE);
        server.gateway(
                "gw7",
                Map.of(
                        "https",
                        tls.address(),
                        "udp-echo",
                        new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort())));
        for (String name : List.of("ada", "bob")) {
            server.registry
                    .users()
                    .add(name, new UserRights(ClientRole.CLIENT, ClientReach.parse("gw7")));
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        tls.close();
        udp.close();
    }

    @Test
    void a_flow_by_udp_ends_when_the_user_who_opened_it_is_revoked() throws Exception {
        open("ada", "udp-echo");
        try (DatagramSocket client = datagrams()) {
            assertThat(exchange(client)).isEqualTo("hello");

            server.registry.users().revoke("ada");

            assertThatItIsOverFor("udp-echo");
        }
        try (DatagramSocket next = datagrams()) {
            send(next);
            await().until(
                            () ->
                                    sessions("client.allow does not have its address")
                                            .contains(Outcome.REFUSED));
        }
    }

    @Test
    void a_flow_by_udp_goes_on_while_somebody_else_has_it_open() throws Exception {
        AddressGrant adas = open("ada", "udp-echo");
        AddressGrant bobs = open("bob", "udp-echo");
        try (DatagramSocket client = datagrams()) {
            assertThat(exchange(client)).isEqualTo("hello");
            server.registry.grants().close(adas.id());
            assertThat(exchange(client)).isEqualTo("hello");

            server.registry.grants().close(bobs.id());

            assertThatItIsOverFor("udp-echo");
        }
    }

    @Test
    void tls_that_is_passed_through_ends_when_its_time_is_up_or_its_user_is_revoked()
            throws Exception {
        open("ada", "https");
        try (SSLSocket client = secure()) {
            assertEchoes(client);

            server.registry.users().revoke("ada");

            assertThat(TestClients.end(client)).isNotEqualTo("read 120");
        }
        assertThatItIsOverFor("https");
        server.registry.grants().open(by("bob"), "gw7", "https", loopback(), Duration.ofSeconds(2));
        try (SSLSocket client = secure()) {
            assertEchoes(client);
            assertThat(TestClients.end(client)).isNotEqualTo("read 120");
        }
        await().until(() -> sessions("no longer open for this address").size() == 2);
    }

    private void assertThatItIsOverFor(String service) {
        await().untilAsserted(
                        () ->
                                assertThat(server.registry.sessions().recent(10, Optional.empty()))
                                        .filteredOn(one -> one.service().equals(service))
                                        .anySatisfy(
                                                one ->
                                                        assertThat(one.reason())
                                                                .contains(
                                                                        "no longer open for this address")));
        assertThat(sessions("no longer open for this address")).contains(Outcome.REFUSED);
        await().until(() -> server.proxy.tunnels().get(0).openStreams() == 0);
    }

    private List<Outcome> sessions(String reason) {
        return server.registry.sessions().recent(10, Optional.empty()).stream()
                .filter(one -> one.reason().contains(reason))
                .map(one -> one.outcome())
                .toList();
    }

    private AddressGrant open(String user, String service) {
        return server.registry
                .grants()
                .open(by(user), "gw7", service, loopback(), Duration.ofHours(1));
    }

    private static ClientIdentity by(String user) {
        return new ClientIdentity(
                user, ClientRole.CLIENT, ClientReach.EVERYTHING, Optional.empty(), "password");
    }

    private static InetAddress loopback() {
        return IpLiterals.parse("127.0.0.1");
    }

    private SSLSocket secure() throws Exception {
        InetSocketAddress entry = server.proxy.entries().get("sni");
        Socket below = new Socket(entry.getAddress(), entry.getPort());
        below.setSoTimeout(30_000);
        SSLSocket client =
                (SSLSocket) files.context().getSocketFactory().createSocket(below, NAME, 443, true);
        client.startHandshake();
        return client;
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    /** A service that speaks TLS itself. */
    private void echo(Socket connection, TlsIdentity own) throws IOException {
        try (SSLSocket secure =
                (SSLSocket)
                        files.context(own)
                                .getSocketFactory()
                                .createSocket(connection, "client", 1, true)) {
            secure.setUseClientMode(false);
            secure.getInputStream().transferTo(secure.getOutputStream());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void echo() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                packet.setLength(2048);
                udp.receive(packet);
                udp.send(packet);
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private DatagramSocket datagrams() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, loopback());
        socket.setSoTimeout(20_000);
        socket.connect(server.entry("gw7", "udp-echo"));
        return socket;
    }

    private static void send(DatagramSocket client) throws IOException {
        byte[] octets = "hello".getBytes(StandardCharsets.US_ASCII);
        client.send(new DatagramPacket(octets, octets.length));
    }

    private static String exchange(DatagramSocket client) throws IOException {
        send(client);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        client.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }
}
