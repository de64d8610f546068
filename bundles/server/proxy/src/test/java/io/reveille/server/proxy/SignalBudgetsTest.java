/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to wake gateways, and that it is bounded. */
@ExtendWith(NoLeaks.class)
class SignalBudgetsTest {
    @TempDir private Path home;
    private TestServer server;
    private TestService echo;

    @BeforeEach
    void start() throws Exception {
        echo = TestService.echo();
        server = server(2);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        echo.close();
    }

    private TestServer server(int perHour) throws IOException {
        ProxyOptions usual = TestServer.options();
        return new TestServer(
                home,
                new ProxyOptions(
                        usual.listen(),
                        usual.tunnelPort(),
                        usual.clientAllow(),
                        usual.rendezvousTimeout(),
                        usual.quietClient(),
                        usual.mostClients(),
                        usual.mostWaiting(),
                        new SignalLimits(perHour, 100, 100, 100, 100),
                        usual.threads(),
                        usual.tunnel(),
                        usual.wake(),
                        usual.ipsec()));
    }

    @Test
    void an_http_client_is_told_why_and_when_it_may_ask_again_and_no_signal_is_sent()
            throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        gateway.routeWorks = false;
        askHttp();
        askHttp();

        String answer = askHttp();

        assertThat(answer)
                .startsWith("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3")
                .contains(
                        "The device is not woken: the budget of 2 access requests in an hour to this gateway is used up. Try again after 20");
        assertThat(gateway.signals).hasValue(2);
        Session refused = await().until(this::newest, session -> session.outcome() != Outcome.OPEN);
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reason()).contains("is used up; again at ");
    }

    @Test
    void a_restart_does_not_make_the_budget_new() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        gateway.routeWorks = false;
        askHttp();
        askHttp();
        server.close();
        server = server(2);
        server.routes.add(gateway);
        server.awaitOpen("gw7");

        assertThat(askHttp()).contains("Retry-After: ");
        assertThat(gateway.signals).hasValue(2);
    }

    @Test
    void clients_that_come_while_a_tunnel_is_up_or_coming_cost_one_message_together()
            throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        gateway.answers = false;
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket client = server.client("gw7", "http");
            client.getOutputStream().write('x');
            clients.add(client);
        }
        await().until(() -> server.registry.sessions().recent(20, Optional.empty()).size() == 10);
        await().until(() -> !gateway.opened.isEmpty());
        gateway.dial(gateway.opened.element());
        clients.add(server.client("gw7", "http"));
        clients.get(10).getOutputStream().write('x');

        for (Socket client : clients) {
            assertThat(client.getInputStream().read()).isEqualTo('x');
            client.close();
        }
        assertThat(gateway.signals).hasValue(1);
        assertThat(server.registry.signals().since(Instant.EPOCH))
                .singleElement()
                .satisfies(
                        charge -> {
                            assertThat(charge.gatewayId()).isEqualTo("gw7");
                            assertThat(charge.source()).isEqualTo("127.0.0.1");
                            assertThat(charge.route()).isEqualTo("test sms");
                        });
    }

    /** The newest session, once it has ended: its record is written behind the answer. */
    private Session newest() {
        return await().until(
                        () -> server.registry.sessions().recent(1, Optional.empty()),
                        newest -> newest.get(0).endedAt().isPresent())
                .get(0);
    }

    private String askHttp() throws IOException {
        InetSocketAddress entry = server.entry("gw7", "http");
        try (Socket client = new Socket(entry.getAddress(), entry.getPort())) {
            client.setSoTimeout(30_000);
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
