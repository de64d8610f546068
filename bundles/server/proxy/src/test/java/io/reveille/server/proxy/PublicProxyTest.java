/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.Step;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.TunnelStatus.LiveTunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are served. */
@ExtendWith(NoLeaks.class)
class PublicProxyTest {

    private TestServer server;
    private TestService echo;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        echo = TestService.echo();
        server = new TestServer(home);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        echo.close();
    }

    @Test
    void wakes_the_gateway_and_serves_the_client_with_every_step_recorded() throws Exception {
        Instant asked = Instant.now();
        TestGateway gateway = server.gateway("gw7", Map.of("echo", echo.address()));
        server.registry
                .lookups()
                .lookup("gw7", "", InetAddress.getLoopbackAddress(), asked, asked, "127.0.0.1");

        try (Socket client = server.client("gw7", "echo")) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
        Session session = server.endedSession();
        assertThat(session.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(session.octetsUp()).isEqualTo(5);
        assertThat(session.octetsDown()).isEqualTo(5);
        assertThat(session.steps())
                .extracting(SessionStep::step)
                .contains(Step.A, Step.B, Step.C, Step.D, Step.E, Step.F, Step.G, Step.H, Step.I);
        assertThat(gateway.signals).hasValue(1);
        assertThat(gateway.opened.element().request().servicePort())
                .isEqualTo(echo.address().getPort());
        assertThat(echo.accepted()).isEqualTo(1);
    }

    @Test
    void serves_a_second_client_through_the_tunnel_that_is_up() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("echo", echo.address()));
        for (int i = 0; i < 3; i++) {
            try (Socket client = server.client("gw7", "echo")) {
                client.getOutputStream().write(i);
                assertThat(client.getInputStream().read()).isEqualTo(i);
            }
        }

        assertThat(gateway.signals).hasValue(1);
        await().until(() -> server.proxy.tunnels().get(0).openStreams() == 0);
        LiveTunnel up = server.proxy.tunnels().get(0);
        assertThat(up.gatewayId()).isEqualTo("gw7");
        assertThat(up.octetsUp()).isEqualTo(3);
        assertThat(up.octetsDown()).isEqualTo(3);
    }

    @Test
    void wakes_the_gateway_once_for_all_clients_that_come_at_the_same_time() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("echo", echo.address()));
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            clients.add(CompletableFuture.supplyAsync(() -> roundTrip(number)));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(clients.get(i).get()).isEqualTo(i);
        }

        assertThat(gateway.signals).hasValue(1);
    }

    private int roundTrip(int octet) {
        try (Socket client = server.client("gw7", "echo")) {
            client.getOutputStream().write(octet);
            return client.getInputStream().read();
        } catch (IOException e) {
            return -2;
        }
    }

    @Test
    void carries_ten_megabytes_both_ways_for_a_client_that_began_before_the_tunnel_was_up()
            throws Exception {
        server.gateway("gw7", Map.of("echo", echo.address()));
        try (Socket client = server.client("gw7", "echo")) {
            CompletableFuture<String> back =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return TestOctets.read(client.getInputStream());
                                } catch (IOException e) {
                                    return e.toString();
                                }
                            });
            String sent = TestOctets.write(client.getOutputStream(), 10_000_000, 3);
            client.shutdownOutput();

            assertThat(back.get()).isEqualTo(sent);
        }
    }

    @Test
    void serves_a_client_that_waits_for_the_service_to_speak() throws Exception {
        try (TestService greeter =
                new TestService(
                        c ->
                                c.getOutputStream()
                                        .write("220 ready".getBytes(StandardCharsets.US_ASCII)))) {
            server.gateway("gw7", Map.of("smtp", greeter.address()));
            try (Socket client = server.client("gw7", "smtp")) {
                assertThat(client.getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("220 ready");
            }
        }
    }

    @Test
    void serves_a_client_that_says_its_piece_and_ends_its_side_at_once() throws Exception {
        try (TestService counter =
                new TestService(
                        c -> {
                            int length = c.getInputStream().readAllBytes().length;
                            c.getOutputStream().write(length);
                        })) {
            server.gateway("gw7", Map.of("count", counter.address()));
            try (Socket client = server.client("gw7", "count")) {
                client.getOutputStream().write(new byte[99]);
                client.shutdownOutput();

                assertThat(client.getInputStream().read()).isEqualTo(99);
            }
        }
    }

    @Test
    void gives_a_service_another_port_when_its_own_is_taken() throws Exception {
        int next = server.settings.servicePorts().first();
        try (ServerSocket squatter = new ServerSocket()) {
            squatter.bind(new InetSocketAddress(IpLiterals.parse("127.0.0.1"), next));
            for (int i = 0; i < 3; i++) {
                server.gateway("gw" + i, Map.of("echo", echo.address()));
            }

            assertThat(server.proxy.servicePorts()).hasSize(3).doesNotContain(next);
        }
        try (Socket client = server.client("gw2", "echo")) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void closes_ports_and_tunnel_of_a_gateway_that_is_revoked() throws Exception {
        server.gateway("gw7", Map.of("echo", echo.address()));
        try (Socket client = server.client("gw7", "echo")) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);

            server.registry.registry().revoke("gw7");

            assertThat(TestClients.end(client)).isEqualTo("Connection reset");
        }
        await().until(() -> server.proxy.servicePorts().isEmpty());
        await().until(() -> server.proxy.tunnels().isEmpty());
        assertThat(server.endedSession().outcome()).isEqualTo(Outcome.TUNNEL_LOST);
    }

    @Test
    void opens_the_ports_of_gateways_that_are_there_already(@TempDir Path home) throws Exception {
        server.gateway("gw7", Map.of("echo", echo.address()));
        GatewayService service =
                server.registry.registry().gateway("gw7").orElseThrow().services().get(0);

        assertThat(server.proxy.servicePorts()).containsExactly(service.publicPort());
        assertThat(server.registry.sessions().recent(1, Optional.empty())).isEmpty();
    }
}
