/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Step;
import io.reveille.protocol.TextForm;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.RequestOrder.Manner;
import io.reveille.server.registry.RequestSlip;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SessionStep;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Requests that people carry, or have sent. */
@ExtendWith(NoLeaks.class)
class RequestsByHandTest {
    @TempDir private Path home;
    private TestServer server;
    private TestService echo;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        echo = TestService.echo();
        server = new TestServer(home);
        gateway = server.gateway("gw7", Map.of("http", echo.address()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        echo.close();
    }

    @Test
    void a_request_that_a_person_carries_to_the_gateway_brings_the_tunnel_for_the_next_client()
            throws Exception {
        RequestSlip slip = server.proxy.request(order(Manner.PRINT));

        carry(slip);

        await().until(() -> server.proxy.tunnels().size() == 1);
        assertThat(echoed('x')).isEqualTo('x');
        assertThat(gateway.signals).as("sent by the proxy").hasValue(0);
        assertThat(slip.to()).contains(TestGateway.MSISDN);
        assertThat(slip.text().orElseThrow()).hasSizeLessThanOrEqualTo(TextForm.SMS_CAPACITY);
        assertThat(slip.expires())
                .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(600));
        assertThat(server.registry.signals().since(Instant.EPOCH)).isEmpty();
    }

    @Test
    void clients_wait_for_a_tunnel_that_is_expected_and_nothing_is_sent_for_them()
            throws Exception {
        RequestSlip slip = server.proxy.request(order(Manner.EXPECT));
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write('y');
            await().until(
                            () ->
                                    server.registry
                                                    .sessions()
                                                    .recent(5, java.util.Optional.empty())
                                                    .size()
                                            == 2);
            carry(slip);

            assertThat(client.getInputStream().read()).isEqualTo('y');
        }
        assertThat(gateway.signals).hasValue(0);
        Session session = ended(slip);
        assertThat(session.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(session.client()).isEqualTo("by-hand:0");
        assertThat(session.steps()).extracting(SessionStep::step).contains(Step.D, Step.H);
    }

    @Test
    void a_request_used_twice_opens_one_tunnel() throws Exception {
        RequestSlip slip = server.proxy.request(order(Manner.PRINT));
        carry(slip);
        await().until(() -> server.proxy.tunnels().size() == 1);

        carry(slip);

        await().until(() -> gateway.failedDials.size() == 1);
        assertThat(server.proxy.tunnels()).hasSize(1);
    }

    @Test
    void a_request_can_be_sent_by_a_route_of_one_channel_and_is_charged() throws Exception {
        RequestSlip slip = server.proxy.request(order(Manner.SEND));

        assertThat(ended(slip).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(slip.text()).isEmpty();
        assertThat(gateway.signals).hasValue(1);
        assertThat(server.proxy.tunnels()).hasSize(1);
        assertThat(server.registry.signals().since(Instant.EPOCH))
                .singleElement()
                .satisfies(charge -> assertThat(charge.source()).isEqualTo("by-hand"));
        assertThat(server.proxy.budgets())
                .anySatisfy(
                        use -> {
                            assertThat(use.subject()).isEqualTo("gw7");
                            assertThat(use.used()).isEqualTo(1);
                        });
    }

    @Test
    void a_channel_without_a_route_is_told_in_the_session() throws Exception {
        RequestSlip slip =
                server.proxy.request(
                        new RequestOrder(
                                "gw7",
                                "http",
                                SignalChannel.MQTT,
                                Manner.SEND,
                                Duration.ofMinutes(10)));

        assertThat(ended(slip).outcome()).isEqualTo(Outcome.SIGNAL_FAILED);
        assertThat(gateway.signals).hasValue(0);
    }

    @Test
    void what_there_is_not_is_told() {
        assertThatThrownBy(
                        () ->
                                server.proxy.request(
                                        new RequestOrder(
                                                "gw7",
                                                "ftp",
                                                SignalChannel.SMS,
                                                Manner.PRINT,
                                                Duration.ofMinutes(10))))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("gateway gw7 offers no service ftp");
        assertThatThrownBy(
                        () ->
                                server.proxy.request(
                                        new RequestOrder(
                                                "gw7",
                                                "http",
                                                SignalChannel.EMAIL,
                                                Manner.PRINT,
                                                Duration.ofMinutes(10))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reveille devices set gw7 --email");
    }

    @Test
    void only_so_many_requests_are_open_at_a_time() {
        for (int i = 0; i < 32; i++) {
            server.proxy.request(order(Manner.PRINT));
        }

        assertThatThrownBy(() -> server.proxy.request(order(Manner.PRINT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("32 requests to gw7 are open already");
    }

    private static RequestOrder order(Manner manner) {
        return new RequestOrder("gw7", "http", SignalChannel.SMS, manner, Duration.ofMinutes(10));
    }

    /** By a telephone of their own: the text, within what people write. */
    private void carry(RequestSlip slip) throws Exception {
        String message = "Hi, please wake up: " + slip.text().orElseThrow() + " thanks, Jo";
        Octets octets = TextForm.find(message).orElseThrow();
        gateway.dial(gateway.open(octets));
    }

    private int echoed(int octet) throws Exception {
        try (Socket client = server.client("gw7", "http")) {
            client.getOutputStream().write(octet);
            return client.getInputStream().read();
        }
    }

    private Session ended(RequestSlip slip) {
        return await().until(
                        () -> server.registry.sessions().session(slip.sessionKey()).orElseThrow(),
                        session -> session.endedAt().isPresent());
    }
}
