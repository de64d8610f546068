/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.Step;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients of services by UDP. */
@ExtendWith(NoLeaks.class)
class UdpServicesTest {

    @TempDir private Path home;
    private DatagramSocket service;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        service = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private void echo() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                packet.setLength(2048);
                service.receive(packet);
                service.send(packet);
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestGateway gateway(UdpOptions udp) throws Exception {
        server = new TestServer(home, options(udp));
        return server.gateway("gw7", Map.of("udp-echo", at(service)));
    }

    @Test
    void wakes_the_gateway_for_the_first_datagram_and_keeps_it_until_the_tunnel_is_up()
            throws Exception {
        TestGateway gateway = gateway(UdpOptions.DEFAULT);

        try (DatagramSocket client = client()) {
            send(client, "hello");
            assertThat(receive(client)).isEqualTo("hello");
            send(client, "again");
            assertThat(receive(client)).isEqualTo("again");
        }
        try (DatagramSocket second = client()) {
            send(second, "second");
            assertThat(receive(second)).isEqualTo("second");
        }
        assertThat(gateway.signals).hasValue(1);
        await().until(() -> sessions().size() == 2);
        assertThat(server.proxy.servicePorts()).hasSize(1);
    }

    @Test
    void records_a_flow_with_its_steps_and_octets_and_ends_it_when_it_is_idle() throws Exception {
        gateway(new UdpOptions(UdpOptions.DEFAULT.allow(), Duration.ofSeconds(5), 4));
        try (DatagramSocket client = client()) {
            send(client, "hello");
            assertThat(receive(client)).isEqualTo("hello");
        }

        Session session = server.endedSession();
        assertThat(session.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(session.reason()).isEqualTo("no datagram for 5 s");
        assertThat(session.octetsUp()).isEqualTo(5);
        assertThat(session.octetsDown()).isEqualTo(5);
        assertThat(session.steps())
                .extracting(SessionStep::step)
                .contains(Step.C, Step.D, Step.E, Step.F, Step.G, Step.H, Step.I);
        await().until(() -> server.proxy.tunnels().get(0).openStreams() == 0);
    }

    @Test
    void does_nothing_for_addresses_that_are_not_allowed_by_udp() throws Exception {
        TestGateway gateway =
                gateway(
                        new UdpOptions(
                                CidrBlock.parseList("192.0.2.0/24"), Duration.ofSeconds(60), 4));
        try (DatagramSocket client = client()) {
            send(client, "hello");

            assertThat(server.endedSession().reason())
                    .isEqualTo("udp.allow does not have its address");
            assertThat(client.isConnected()).isTrue();
        }
        assertThat(gateway.signals).hasValue(0);
    }

    @Test
    void serves_no_more_clients_at_once_than_it_may_and_those_on() throws Exception {
        gateway(new UdpOptions(UdpOptions.DEFAULT.allow(), Duration.ofSeconds(60), 1));
        try (DatagramSocket first = client();
                DatagramSocket second = client()) {
            send(first, "first");
            assertThat(receive(first)).isEqualTo("first");
            send(second, "second");
            await().until(() -> sessions().stream().anyMatch(s -> s.outcome() == Outcome.REFUSED));
            send(first, "on");
            assertThat(receive(first)).isEqualTo("on");
        }
    }

    @Test
    void a_client_that_repeats_itself_costs_one_attempt() throws Exception {
        TestGateway gateway = gateway(UdpOptions.DEFAULT);
        gateway.routeWorks = false;
        try (DatagramSocket client = client()) {
            for (int i = 0; i < 50; i++) {
                send(client, "hello " + i);
            }
            assertThat(server.endedSession().outcome()).isEqualTo(Outcome.SIGNAL_FAILED);
            for (int i = 0; i < 50; i++) {
                send(client, "hello " + i);
            }
        }
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void tells_that_nobody_listens_at_the_terminal() throws Exception {
        gateway(UdpOptions.DEFAULT);
        service.close();
        try (DatagramSocket client = client()) {
            send(client, "hello");

            Session session = server.endedSession();
            assertThat(session.outcome()).isEqualTo(Outcome.SERVICE_UNREACHABLE);
            assertThat(session.reason()).isEqualTo("nobody listens at the service's port");
        }
    }

    @Test
    void keeps_the_newest_datagrams_while_the_gateway_wakes() throws Exception {
        TestGateway gateway = gateway(UdpOptions.DEFAULT);
        gateway.answers = false;
        try (DatagramSocket client = client()) {
            for (int i = 0; i < 20; i++) {
                send(client, "n" + i);
            }
            await().until(() -> !gateway.opened.isEmpty());
            gateway.dial(gateway.opened.element());

            assertThat(receive(client)).isEqualTo("n12");
            for (int i = 13; i < 20; i++) {
                assertThat(receive(client)).isEqualTo("n" + i);
            }
        }
    }

    private List<Session> sessions() {
        return server.registry.sessions().recent(100, Optional.empty());
    }

    private DatagramSocket client() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(20_000);
        socket.connect(server.entry("gw7", "udp-echo"));
        return socket;
    }

    private static void send(DatagramSocket client, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        client.send(new DatagramPacket(octets, octets.length));
    }

    private static String receive(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            client.receive(packet);
        } catch (SocketTimeoutException e) {
            return "nothing came";
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private static InetSocketAddress at(DatagramSocket socket) {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    private static ProxyOptions options(UdpOptions udp) {
        return new ProxyOptions(
                        Optional.of(IpLiterals.parse("127.0.0.1")),
                        0,
                        CidrBlock.parseList("127.0.0.0/8"),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(250),
                        1000,
                        64,
                        SignalLimits.defaults(),
                        2,
                        TunnelSettings.defaults(),
                        WakeOptions.DEFAULT,
                        Optional.empty())
                .with(udp);
    }
}
