/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.OpenedRequest;
import io.reveille.protocol.Step;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are not served, and what they hear; gateways that are not let in. */
@ExtendWith(NoLeaks.class)
class UnservedClientsTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: gw7\r\n\r\n";

    @TempDir private Path home;
    private TestServer server;
    private TestService echo;

    @BeforeEach
    void start() throws Exception {
        echo = TestService.echo();
        server = new TestServer(home, TestServer.options("127.0.0.1/32", Duration.ofSeconds(2), 4));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        echo.close();
    }

    @Test
    void tells_an_http_client_504_when_the_gateway_does_not_come() throws Exception {
        server.gateway("gw7", Map.of("http", echo.address())).answers = false;

        String answer = ask(REQUEST);

        assertThat(answer)
                .startsWith("HTTP/1.1 504 Gateway Timeout\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith("\r\n\r\nThe device could not be reached. Try again in a minute.\n");
        Session session = server.endedSession();
        assertThat(session.outcome()).isEqualTo(Outcome.GATEWAY_UNREACHABLE);
        assertThat(session.reason()).isEqualTo("no tunnel came within 2 s");
        assertThat(session.steps())
                .filteredOn(step -> step.step() == Step.D)
                .extracting(SessionStep::detail)
                .containsExactly("test sms: submitted, request 1", "test sms: accepted, id 1");
    }

    @Test
    void closes_any_other_client_without_a_word_when_the_gateway_does_not_come() throws Exception {
        server.gateway("gw7", Map.of("http", echo.address())).answers = false;

        assertThat(ask("SSH-2.0-OpenSSH_9.2\r\n")).isEmpty();
        assertThat(server.endedSession().outcome()).isEqualTo(Outcome.GATEWAY_UNREACHABLE);
    }

    @Test
    void tells_an_http_client_502_when_the_service_is_down() throws Exception {
        InetSocketAddress down;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            down = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        server.gateway("gw7", Map.of("http", down));

        assertThat(ask("HEAD / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                .endsWith("\r\n\r\n");
        Session session = server.endedSession();
        assertThat(session.outcome()).isEqualTo(Outcome.SERVICE_UNREACHABLE);
        assertThat(session.steps())
                .extracting(SessionStep::step)
                .contains(Step.E, Step.H)
                .doesNotContain(Step.F, Step.I);
    }

    @Test
    void fails_at_once_when_no_route_takes_the_signal() throws Exception {
        server.gateway("gw7", Map.of("http", echo.address())).routeWorks = false;

        assertThat(ask(REQUEST)).startsWith("HTTP/1.1 504 ");
        Session session = server.endedSession();
        assertThat(session.outcome()).isEqualTo(Outcome.SIGNAL_FAILED);
        assertThat(session.reason()).isEqualTo("test sms: not sent: no credit left");
    }

    @Test
    void fails_at_once_when_no_route_reaches_the_gateway() throws Exception {
        server.gateway("gw7", Map.of("http", echo.address()));
        server.routes.clear();

        assertThat(ask(REQUEST)).startsWith("HTTP/1.1 504 ");
        assertThat(server.endedSession().outcome()).isEqualTo(Outcome.SIGNAL_FAILED);
    }

    @Test
    void tries_the_next_route_when_one_fails() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        TestGateway broken = new TestGateway(server.registry, server.gateways, "gw8", Map.of());
        broken.routeWorks = false;
        server.routes.add(0, new RouteTo("gw7", broken));
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(5);
            assertThat(client.getInputStream().read()).isEqualTo(5);
        }

        assertThat(gateway.signals).hasValue(1);
        assertThat(broken.signals).hasValue(1);
    }

    @Test
    void sends_no_signal_for_a_client_that_may_not_come() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        for (int i = 0; i < 40; i++) {
            try (Socket stranger = new Socket()) {
                stranger.bind(new InetSocketAddress(IpLiterals.parse("127.0.0.2"), 0));
                stranger.setSoTimeout(10_000);
                stranger.connect(server.entry("gw7", "http"));
                stranger.getOutputStream().write(1);
                assertThat(TestClients.end(stranger))
                        .isIn("end", "Connection reset", "Broken pipe");
            }
        }
        await().untilAsserted(
                        () ->
                                assertThat(server.registry.sessions().recent(100, Optional.empty()))
                                        .hasSize(30)
                                        .allMatch(s -> s.outcome() == Outcome.REFUSED));
        assertThat(gateway.signals).hasValue(0);
    }

    @Test
    void sends_no_signal_for_a_port_scan() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        for (int i = 0; i < 20; i++) {
            server.client("gw7", "http").close();
            Socket rude = server.client("gw7", "http");
            rude.setSoLinger(true, 0);
            rude.close();
        }
        try (Socket quiet = server.client("gw7", "http")) {
            await().until(() -> gateway.signals.get() == 1); // the one that stayed
            quiet.getOutputStream().write(1);
            assertThat(quiet.getInputStream().read()).isEqualTo(1);
        }
        assertThat(gateway.signals).hasValue(1);
        assertThat(server.registry.sessions().recent(100, Optional.empty())).hasSize(1);
    }

    @Test
    void notices_that_a_waiting_client_has_gone() throws Exception {
        server.gateway("gw7", Map.of("http", echo.address())).answers = false;
        Socket client = server.client("gw7", "http");
        client.getOutputStream().write(1);
        await().until(() -> !server.registry.sessions().recent(1, Optional.empty()).isEmpty());
        client.setSoLinger(true, 0);
        client.close();

        assertThat(server.endedSession().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
    }

    @Test
    void lets_only_so_many_clients_wait() throws Exception {
        server.gateway("gw7", Map.of("http", echo.address())).answers = false;
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket client = server.client("gw7", "http");
            client.getOutputStream().write(1);
            waiting.add(client);
        }
        await().until(() -> server.registry.sessions().recent(10, Optional.empty()).size() == 4);

        assertThat(ask(REQUEST)).startsWith("HTTP/1.1 503 ");
        for (Socket client : waiting) {
            client.close();
        }
    }

    @Test
    void refuses_a_token_used_before_and_another_gateways_token() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        TestGateway other = server.gateway("gw8", Map.of("http", echo.address()));
        gateway.answers = false;
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(1);
            await().until(() -> gateway.signals.get() == 1);
        }
        OpenedRequest none = captured(gateway);

        assertThat(dialFails(other, none, gateway)).isTrue();
        gateway.dial(none).toCompletableFuture().get();
        await().until(() -> gateway.tunnels.size() == 1);
        assertThat(dialFails(gateway, none, gateway)).isTrue();
        assertThat(server.proxy.tunnels()).hasSize(1);
    }

    private OpenedRequest captured(TestGateway gateway) {
        return gateway.opened.element();
    }

    private static boolean dialFails(TestGateway dialer, OpenedRequest request, TestGateway asked) {
        return asked.dial(request, dialer.tls)
                .handle((tunnel, failure) -> failure != null)
                .toCompletableFuture()
                .join();
    }

    @Test
    void refuses_a_gateway_that_was_revoked_meanwhile() throws Exception {
        TestGateway gateway = server.gateway("gw7", Map.of("http", echo.address()));
        gateway.answers = false;
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(1);
            await().until(() -> gateway.signals.get() == 1);
            server.registry.registry().revoke("gw7");

            assertThat(dialFails(gateway, captured(gateway), gateway)).isTrue();
        }
    }

    /** Everything that the proxy says to a client that says this and listens. */
    private String ask(String request) throws IOException {
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
