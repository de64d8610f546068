/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.OpenedRequest;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.TunnelCredential;
import io.reveille.tunnel.TunnelSettings;
import io.reveille.tunnel.TunnelTimings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels that go away, and what becomes of their clients. */
@ExtendWith(NoLeaks.class)
class LostTunnelTest {

    private TestServer server;
    private TestService echo;
    private TestGateway gateway;
    private Wire wire;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        echo = TestService.echo();
        server = new TestServer(home, quickToNotice());
        gateway = server.gateway("gw7", Map.of("echo", echo.address()));
        wire =
                new Wire(
                        new InetSocketAddress(
                                IpLiterals.parse("127.0.0.1"), server.proxy.tunnelPort()));
        gateway.detour = Optional.of(wire.address());
    }

    private static ProxyOptions quickToNotice() {
        ProxyOptions usual = TestServer.options();
        TunnelTimings t = TunnelTimings.defaults();
        Duration second = Duration.ofSeconds(1);
        return new ProxyOptions(
                usual.listen(),
                usual.tunnelPort(),
                usual.clientAllow(),
                usual.rendezvousTimeout(),
                usual.quietClient(),
                usual.mostClients(),
                usual.mostWaiting(),
                usual.signals(),
                usual.threads(),
                TunnelSettings.defaults()
                        .withTimings(
                                new TunnelTimings(
                                        t.connect(),
                                        t.handshake(),
                                        t.upgrade(),
                                        t.service(),
                                        t.idle(),
                                        second,
                                        second,
                                        t.drain())),
                usual.wake(),
                usual.ipsec());
    }

    @AfterEach
    void stop() throws Exception {
        wire.close();
        server.close();
        echo.close();
    }

    private Socket served() throws IOException {
        Socket client = server.client("gw7", "echo");
        client.getOutputStream().write(1);
        assertThat(client.getInputStream().read()).isEqualTo(1);
        return client;
    }

    @Test
    void closes_both_ends_when_the_tunnel_is_cut_and_the_next_client_gets_a_new_one()
            throws Exception {
        try (Socket client = served()) {
            CompletableFuture<String> flow =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return TestOctets.write(client.getOutputStream(), 1L << 34, 1);
                                } catch (IOException e) {
                                    return "broken";
                                }
                            });
            wire.cut();

            assertThat(flow.get()).isEqualTo("broken");
        }
        Session lost = server.endedSession();
        assertThat(lost.outcome()).isEqualTo(Outcome.TUNNEL_LOST);
        assertThat(lost.octetsUp()).isPositive();

        served().close();
        assertThat(gateway.signals).hasValue(2);
    }

    @Test
    void wakes_the_gateway_anew_when_its_tunnel_turns_out_to_be_dead() throws Exception {
        served().close();
        await().until(() -> server.proxy.tunnels().get(0).openStreams() == 0);
        wire.freeze(); // as when the gateway restarts behind a NAT: no one tells the proxy
        gateway.detour = Optional.empty();

        try (Socket client = served()) {
            assertThat(client.isConnected()).isTrue();
        }

        assertThat(gateway.signals).hasValue(2);
    }

    @Test
    void a_gateway_that_lost_its_tunnel_dials_again_and_the_next_client_costs_no_message()
            throws Exception {
        gateway.tellsKeys = true;
        try (Socket cut = served()) {
            await().until(() -> gateway.resume.isPresent());
            TunnelCredential told = gateway.resume.orElseThrow();
            wire.freeze(); // the gateway notices first, the proxy has not yet
            GatewayTunnel again = gateway.dialAgain(direct(), told).toCompletableFuture().get();

            assertThat(TestClients.end(cut)).isEqualTo("Connection reset");
            assertThat(server.endedSession())
                    .matches(session -> session.outcome() == Outcome.TUNNEL_LOST)
                    .extracting(Session::reason)
                    .isEqualTo("the tunnel was lost: the gateway lost it and dials again");
            await().until(() -> server.proxy.tunnels().size() == 1);
            served().close();
            assertThat(again.octetsUp()).isPositive();
            assertThat(gateway.signals).hasValue(1);

            assertThat(gateway.dialAgain(direct(), told))
                    .as("the same once more")
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("403");
        }
    }

    @Test
    void a_client_that_comes_while_the_gateway_dials_again_costs_no_message() throws Exception {
        gateway.tellsKeys = true;
        Socket cut = served();
        await().until(() -> gateway.resume.isPresent());
        wire.cut();
        assertThat(TestClients.end(cut)).isEqualTo("Connection reset");
        try (Socket next = server.client("gw7", "echo")) {
            next.getOutputStream().write(7);
            await().until(
                            () ->
                                    server.registry.sessions().recent(10, Optional.empty()).size()
                                            == 2);
            gateway.dialAgain(direct());

            assertThat(next.getInputStream().read()).isEqualTo(7);
        }
        assertThat(gateway.signals).hasValue(1);
    }

    @Test
    void a_tunnel_that_ended_in_order_is_not_dialled_again() throws Exception {
        gateway.tellsKeys = true;
        served().close();
        await().until(() -> gateway.resume.isPresent());
        gateway.tunnels.element().drain();
        await().until(() -> server.proxy.tunnels().isEmpty());

        assertThat(gateway.dialAgain(direct()))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("403");
    }

    private InetSocketAddress direct() {
        return new InetSocketAddress(IpLiterals.parse("127.0.0.1"), server.proxy.tunnelPort());
    }

    @Test
    void lets_a_second_tunnel_take_the_place_of_the_first_whose_clients_are_served_to_their_end()
            throws Exception {
        try (Socket first = served()) {
            gateway.answers = false;
            OpenedRequest again = anotherRequest();
            GatewayTunnel second = gateway.dial(again).toCompletableFuture().get();
            await().until(() -> gateway.tunnels.size() == 2);

            try (Socket client = served()) {
                assertThat(second.openStreams()).isEqualTo(1);
                assertThat(client.isConnected()).isTrue();
            }
            first.getOutputStream().write(2);
            assertThat(first.getInputStream().read()).isEqualTo(2);
        }
        GatewayTunnel replaced = gateway.tunnels.element();
        replaced.ended().toCompletableFuture().get();
        assertThat(server.proxy.tunnels()).hasSize(1);
    }

    /**
     * What a proxy sends that takes its tunnel for dead: here, one that was sent and not answered
     * in time.
     */
    private OpenedRequest anotherRequest() throws Exception {
        gateway.tunnels.element().drain();
        await().until(() -> server.proxy.tunnels().get(0).openStreams() == 1);
        Socket waiting = server.client("gw7", "echo");
        waiting.getOutputStream().write(1);
        await().until(() -> gateway.signals.get() == 2);
        waiting.close();
        return gateway.opened.stream().skip(1).findFirst().orElseThrow();
    }

    @Test
    void says_of_sessions_that_a_stop_of_the_server_ends_that_they_were_interrupted()
            throws Exception {
        try (Socket client = served()) {
            server.proxy.close();

            assertThat(TestClients.end(client)).isEqualTo("Connection reset");
            assertThat(server.endedSession().outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(server.endedSession().octetsUp()).isPositive();
        }
    }

    @Test
    void welcomes_a_tunnel_that_comes_too_late_for_its_client() throws Exception {
        gateway.answers = false;
        try (Socket client = server.client("gw7", "echo")) {
            client.getOutputStream().write(1);
            await().until(() -> gateway.opened.size() == 1);
            client.setSoLinger(true, 0);
        }
        assertThat(server.endedSession().outcome()).isEqualTo(Outcome.CLIENT_LEFT);

        gateway.dial(gateway.opened.element()).toCompletableFuture().get();
        await().until(() -> server.proxy.tunnels().size() == 1);

        served().close();
        assertThat(gateway.signals).hasValue(1);
    }
}
