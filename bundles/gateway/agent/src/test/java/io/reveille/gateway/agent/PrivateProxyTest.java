/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.gateway.agent.PrivateProxyStatus.State;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Verdict;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRequest;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a private proxy does for requests that it accepts. */
class PrivateProxyTest extends PrivateProxyFixture {
    @Test
    void an_accepted_request_brings_a_client_to_the_service() throws Exception {
        SealedRequest request = proxy.expect(request().seal());

        Verdict verdict = gateway.receive(SignalChannel.SMS, request.octets(), "sms from +49");

        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        ProxyTunnel tunnel = proxy.nextTunnel();
        try (Socket client = proxy.client(tunnel, "echo")) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(proxy.requests)
                .extracting(TunnelRequest::commonName)
                .containsExactly("meter-17");
        await().untilAsserted(
                        () ->
                                assertThat(gateway.status().links())
                                        .singleElement()
                                        .satisfies(
                                                link -> {
                                                    assertThat(link.state()).isEqualTo(State.UP);
                                                    assertThat(link.octetsUp()).isEqualTo(5);
                                                    assertThat(link.octetsDown()).isEqualTo(5);
                                                }));
        gateway.close();
        assertThat(events())
                .containsExactly(
                        "started", "accepted", "dialling", "tunnel-up", "tunnel-ended", "stopped");
        assertThat(entry("accepted").details())
                .containsEntry("session", request.sessionId().base64())
                .containsEntry("origin", "sms from +49")
                .containsEntry("proxy", "127.0.0.1:" + proxy.port())
                .containsEntry("servicePort", String.valueOf(echo.port()))
                .containsEntry("senderKey", "7");
        assertThat(entry("tunnel-ended").details())
                .containsEntry("octetsUp", "5")
                .containsEntry("services", "echo 1");
    }

    @Test
    void what_a_kill_left_of_files_that_were_being_replaced_is_removed() throws Exception {
        gateway.close();
        Path left = home.resolve("data").resolve(".budgets17.new");
        Files.writeString(left, "at 17");

        gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), identity, CLOCK);

        assertThat(left).doesNotExist();
    }

    @Test
    void a_service_is_reached_by_its_address_too_and_no_other_is() throws Exception {
        accept(request());
        ProxyTunnel tunnel = proxy.nextTunnel();

        try (Socket client = proxy.client(tunnel, "127.0.0.1:" + echo.port())) {
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
        try (Socket client = proxy.client(tunnel, "127.0.0.1:" + proxy.port())) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        gateway.close();
        assertThat(entry("tunnel-ended").details())
                .containsEntry("services", "echo 1, not offered 1");
    }

    @Test
    void requests_that_come_while_the_tunnel_is_on_its_way_share_it() throws Exception {
        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        proxy.gate = gate;
        accept(request());
        await().until(() -> !proxy.requests.isEmpty());

        accept(request());
        await().until(() -> gateway.status().merged() == 1);
        gate.complete(true);

        proxy.nextTunnel();
        await().until(() -> gateway.status().links().get(0).state() == State.UP);
        assertThat(gateway.status().links().get(0).waiting()).isZero();
        assertThat(gateway.status().accepted()).isEqualTo(2);
        assertThat(gateway.status().dials()).isEqualTo(1);
    }

    @Test
    void a_request_from_before_the_tunnel_came_up_is_served_by_it() throws Exception {
        TestRequest late = request();
        late.issuedAt = Instant.now().minusSeconds(1);
        accept(request());
        proxy.nextTunnel();
        await().until(() -> gateway.status().links().get(0).state() == State.UP);

        accept(late);

        await().until(() -> gateway.status().merged() == 1);
        assertThat(gateway.status().dials()).isEqualTo(1);
    }

    @Test
    void a_request_issued_after_the_tunnel_came_up_means_that_the_proxy_has_lost_it()
            throws Exception {
        accept(request());
        ProxyTunnel lost = proxy.nextTunnel();
        await().until(() -> gateway.status().links().get(0).state() == State.UP);
        TestRequest later = request();
        later.issuedAt = Instant.now().plusSeconds(5);

        accept(later);

        assertThat(proxy.nextTunnel().isOpen()).isTrue();
        await().until(() -> lost.ended().toCompletableFuture().isDone());
        assertThat(gateway.status().links()).hasSize(1);
    }

    @Test
    void a_dial_that_the_proxy_turns_away_is_tried_again() throws Exception {
        proxy.turnAway.set(2);

        accept(request());

        proxy.nextTunnel();
        await().until(() -> gateway.status().links().get(0).state() == State.UP);
        assertThat(gateway.status().dials()).isEqualTo(3);
        assertThat(gateway.status().dialFailures()).isEqualTo(2);
        gateway.close();
        assertThat(entry("dial-failed").details()).containsKey("why");
    }

    @Test
    void a_proxy_that_is_not_there_yet_is_dialled_again() throws Exception {
        int port = proxy.port();
        proxy.close();
        SealedRequest request = request(identity, port).seal();
        gateway.receive(SignalChannel.SMS, request.octets());
        await().until(() -> gateway.status().dialFailures() >= 1);

        proxy = new TestProxy(fleet, port);
        proxy.expect(request);

        assertThat(proxy.nextTunnel().isOpen()).isTrue();
    }

    @Test
    void a_request_whose_validity_is_over_is_not_dialled_any_more() throws Exception {
        int port = proxy.port();
        proxy.close();
        TestRequest request = request(identity, port);
        request.validity = Duration.ofSeconds(2);

        gateway.receive(SignalChannel.SMS, request.seal().octets());

        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.status().links().isEmpty());
        gateway.close();
        assertThat(entry("abandoned").details().get("why")).startsWith("its validity is over");
        proxy = new TestProxy(fleet);
    }

    @Test
    void more_dials_than_the_budget_wait() throws Exception {
        gateway.close();
        gateway = PrivateProxy.open(configuration(budget(30, 1)), identity, CLOCK);
        proxy.turnAway.set(1);

        accept(request());

        await().untilAsserted(
                        () ->
                                assertThat(gateway.status().links())
                                        .singleElement()
                                        .satisfies(
                                                link -> {
                                                    assertThat(link.state())
                                                            .isEqualTo(State.WAITING);
                                                    assertThat(link.detail())
                                                            .contains("dial budget");
                                                }));
        assertThat(gateway.status().dials()).isEqualTo(1);
    }

    @Test
    void after_closing_nothing_runs_and_nothing_is_taken() throws Exception {
        accept(request());
        proxy.nextTunnel();
        gateway.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("reveille-agent"));
        assertRefused(request().seal(), RefusalReason.REPLAY_STATE_UNAVAILABLE);
    }
}
