/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.protocol.OpenedRequest;
import io.reveille.protocol.Step;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.Silence;
import io.reveille.server.registry.UnsentException;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Repeated requests, several routes and those who have a say in it, from client to tunnel. */
@ExtendWith(NoLeaks.class)
class WakePolicyTest {
    @TempDir private Path home;
    private TestServer server;
    private TestService echo;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        echo = TestService.echo();
        ProxyOptions usual = TestServer.options();
        server =
                new TestServer(
                        home,
                        new ProxyOptions(
                                usual.listen(),
                                usual.tunnelPort(),
                                usual.clientAllow(),
                                usual.rendezvousTimeout(),
                                usual.quietClient(),
                                usual.mostClients(),
                                usual.mostWaiting(),
                                usual.signals(),
                                usual.threads(),
                                usual.tunnel(),
                                new WakeOptions(
                                        WakePolicy.DEFAULT,
                                        Duration.ofMillis(300),
                                        3,
                                        Duration.ofMinutes(15)),
                                usual.ipsec()));
        gateway = server.gateway("gw7", Map.of("http", echo.address()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        echo.close();
    }

    @Test
    void a_lost_message_is_followed_by_a_fresh_request_and_late_ones_open_no_second_tunnel()
            throws Exception {
        gateway.answers = false;
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(5);
            await().until(() -> gateway.signals.get() == 2);
            List<OpenedRequest> requests = List.copyOf(gateway.opened);
            assertThat(requests.get(0).request().counter())
                    .isLessThan(requests.get(1).request().counter());
            assertThat(requests.get(0).sessionId()).isNotEqualTo(requests.get(1).sessionId());

            gateway.dial(requests.get(1));
            assertThat(client.getInputStream().read()).isEqualTo(5);
            gateway.dial(requests.get(0));
            await().until(() -> gateway.failedDials.size() == 1);
        }

        assertThat(gateway.tunnels).hasSize(1);
        assertThat(details(server.endedSession()))
                .contains(
                        "test sms: submitted, request 1",
                        "test sms: accepted, id 1",
                        "test sms: submitted, request 2",
                        "test sms: accepted, id 2")
                .noneMatch(detail -> detail.contains("request 3"));
        assertThat(server.registry.routes().use(1).get(0).messages()).isEqualTo(2);
    }

    @Test
    void a_failure_that_the_network_tells_is_followed_by_a_fresh_request_by_the_next_route()
            throws Exception {
        TestGateway lost = new TestGateway(server.registry, server.gateways, "gw8", Map.of());
        lost.news = Optional.of(SignalNews.failed("undeliverable"));
        server.routes.add(0, new RouteTo("gw7", lost));

        exchange();

        assertThat(details(server.endedSession()))
                .containsSubsequence(
                        "detour: submitted, request 1",
                        "detour: undeliverable",
                        "test sms: submitted, request 2");
        assertThat(gateway.signals).hasValue(1);
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_until_it_has_passed() throws Exception {
        gateway.failures.add(new IOException("the centre does not answer"));

        exchange();

        assertThat(details(server.endedSession()))
                .containsSubsequence(
                        "test sms: not sent: the centre does not answer",
                        "test sms: submitted, request 2",
                        "test sms: accepted, id 2");
    }

    @Test
    void a_request_that_did_not_leave_is_tried_again_and_not_charged() throws Exception {
        gateway.failures.add(UnsentException.passing("not bound: connection refused"));

        exchange();

        assertThat(details(server.endedSession()))
                .containsSubsequence(
                        "test sms: not sent: not bound: connection refused",
                        "test sms: accepted, id 2");
        assertThat(server.registry.signals().since(Instant.EPOCH)).hasSize(1);
    }

    @Test
    void a_gateway_that_did_not_answer_is_remembered_until_it_dials_in() throws Exception {
        server.registry.signals().silent(new Silence("gw7", 5, Instant.now().plusSeconds(3600)));
        server.restartProxy();
        try (Socket client = server.client("gw7", "http")) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(server.endedSession().reason()).contains("has not answered several times");
        assertThat(gateway.signals).hasValue(0);

        server.registry.signals().answered("gw7");
        server.registry.signals().silent(new Silence("gw7", 2, Instant.now()));
        server.restartProxy();
        exchange();

        await().until(() -> server.registry.signals().silences().isEmpty());
    }

    @Test
    void a_channel_that_the_gateways_policy_leaves_out_is_not_used() throws Exception {
        WakePolicy policy = new WakePolicy(WakePolicy.channels("mqtt"), WakeOrder.HEALTHY);
        server.registry.registry().reach("gw7", reach -> reach.with(Optional.of(policy)));

        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(5);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(server.endedSession().outcome()).isEqualTo(Outcome.SIGNAL_FAILED);
        assertThat(gateway.signals).hasValue(0);
    }

    private void exchange() throws IOException {
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(5);
            assertThat(client.getInputStream().read()).isEqualTo(5);
        }
    }

    private static List<String> details(Session session) {
        return session.steps().stream()
                .filter(step -> step.step() == Step.D)
                .map(SessionStep::detail)
                .toList();
    }
}
