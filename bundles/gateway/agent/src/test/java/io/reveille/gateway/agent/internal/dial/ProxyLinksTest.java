/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Secret;
import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.internal.HostPort;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.SessionId;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.protocol.TunnelToken;
import io.reveille.protocol.Verdict;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.TunnelCredential;
import io.reveille.tunnel.TunnelDialException;
import io.reveille.tunnel.TunnelDialException.Stage;
import io.reveille.tunnel.TunnelEnd;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The decisions of the links, with dials whose outcome the test decides. */
@Timeout(60)
class ProxyLinksTest {
    private final Queue<Dial> dials = new ConcurrentLinkedQueue<>();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final ProxyLinks links =
            new ProxyLinks(
                    new LinkContext(
                            (request, order, services) -> {
                                Dial dial = new Dial(order, new CompletableFuture<>());
                                dials.add(dial);
                                return dial.outcome;
                            },
                            round -> "proxy.fleet.test",
                            new OfferedServices(List.of()),
                            new AccessBudget(
                                    30, 600, 10_000, 2, Duration.ofMillis(1), Duration.ofMillis(5)),
                            now -> Duration.ZERO,
                            TrustedClock.of(Clock.systemUTC()),
                            new Told(events)));

    private record Dial(DialOrder order, CompletableFuture<GatewayTunnel> outcome) {}

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void the_other_address_of_a_proxy_is_tried_when_the_first_does_not_answer() throws Exception {
        links.request(request(Duration.ofMinutes(1)));
        Dial first = nextDial();
        first.outcome.completeExceptionally(new TunnelDialException(Stage.CONNECT, "no route"));
        Dial second = nextDial();

        assertThat(first.order.proxy().getAddress()).isInstanceOf(Inet6Address.class);
        assertThat(second.order.proxy().getAddress()).isInstanceOf(Inet4Address.class);
    }

    @Test
    void a_credential_that_the_proxy_refuses_three_times_is_not_shown_again() throws Exception {
        links.request(request(Duration.ofMinutes(1)));
        for (int i = 0; i < 3; i++) {
            nextDial().outcome.completeExceptionally(new TunnelDialException(Stage.UPGRADE, "403"));
        }

        await().until(() -> events.contains("abandoned 1: the proxy does not take it: 403"));
        await().until(() -> links.status().isEmpty());
        assertThat(dials).isEmpty();
    }

    @Test
    void a_newer_request_is_dialled_with_after_a_failure() throws Exception {
        links.request(request(Duration.ofMinutes(1)));
        Dial first = nextDial();
        DialRequest newer = request(Duration.ofMinutes(1));
        links.request(newer);
        await().until(() -> events.contains("merged 2"));
        first.outcome.completeExceptionally(new TunnelDialException(Stage.CONNECT, "lost"));

        assertThat(nextDial().order.credential()).isEqualTo(newer.credential());
    }

    @Test
    void more_waiting_requests_than_allowed_drop_the_oldest() throws Exception {
        for (int i = 0; i < 3; i++) {
            links.request(request(Duration.ofMinutes(1)));
        }

        await().until(() -> events.contains("abandoned 1: too many requests were waiting"));
        assertThat(links.status()).singleElement().extracting("waiting").isEqualTo(2);
    }

    @Test
    void a_request_that_is_over_is_given_up_with_the_reason_of_the_last_failure() throws Exception {
        links.request(request(Duration.ofMillis(200)));
        await().until(
                        () -> {
                            Dial dial = dials.poll();
                            if (dial != null) {
                                dial.outcome.completeExceptionally(
                                        new TunnelDialException(Stage.CONNECT, "no route"));
                            }
                            return events.contains("abandoned 1: its validity is over: no route");
                        });
        assertThat(links.status()).isEmpty();
    }

    @Test
    void requests_for_either_address_of_a_proxy_are_for_the_same_link() throws Exception {
        links.request(request(Duration.ofMinutes(1)));
        links.request(
                request(
                        new ProxyAddress(
                                4433,
                                Optional.of(ip("192.0.2.7", Inet4Address.class)),
                                Optional.empty()),
                        Duration.ofMinutes(1)));

        await().until(() -> events.contains("merged 2"));
        assertThat(links.status()).hasSize(1);
    }

    @Test
    void a_tunnel_that_comes_up_while_closing_is_closed() throws Exception {
        links.request(request(Duration.ofMinutes(1)));
        Dial dial = nextDial();
        links.close();
        TestGatewayTunnel tunnel = new TestGatewayTunnel();

        dial.outcome.complete(tunnel);

        assertThat(tunnel.ended).isDone();
    }

    @Test
    void a_dial_that_fails_at_once_does_not_stop_the_link() throws Exception {
        links.request(request(Duration.ofMinutes(1)));
        nextDial().outcome.completeExceptionally(new IllegalStateException("unexpected"));

        assertThat(nextDial().order.serverName()).isEqualTo("proxy.fleet.test");
    }

    @Test
    void a_tunnel_that_is_lost_with_clients_in_it_is_dialled_again_with_what_the_proxy_told()
            throws Exception {
        Dial again = dialAfter(lost(), 2, told());

        assertThat(again.order.credential()).isEqualTo(TOLD);
        assertThat(again.order.connectAhead()).isEmpty();
        TestGatewayTunnel second = new TestGatewayTunnel();
        again.outcome.complete(second);
        await().until(() -> events.contains("up 77"));
    }

    @Test
    void a_proxy_that_knows_nothing_of_a_lost_tunnel_is_asked_once() throws Exception {
        dialAfter(lost(), 1, told())
                .outcome
                .completeExceptionally(new TunnelDialException(Stage.UPGRADE, "403"));

        await().until(() -> events.contains("abandoned 77: the proxy does not take it: 403"));
        await().until(() -> links.status().isEmpty());
        assertThat(dials).isEmpty();
    }

    @Test
    void a_proxy_that_cannot_be_reached_is_dialled_again_for_as_long_as_it_said() throws Exception {
        up(told(Duration.ofMillis(300)), 1).ended.complete(lost());
        await().until(
                        () -> {
                            Dial dial = dials.poll();
                            if (dial != null) {
                                dial.outcome.completeExceptionally(
                                        new TunnelDialException(Stage.CONNECT, "no route"));
                            }
                            return events.contains("abandoned 77: its validity is over: no route");
                        });
        assertThat(links.status()).isEmpty();
    }

    @Test
    void nothing_is_dialled_again_for_nobody_or_without_leave_or_after_an_end_in_order()
            throws Exception {
        up(told(), 0).ended.complete(lost());
        await().until(() -> events.contains("ended 1"));
        up(Optional.empty(), 1).ended.complete(lost());
        await().until(() -> events.contains("ended 2"));
        up(told(), 1).ended.complete(new TunnelEnd(TunnelEnd.Reason.DRAINED, "draining"));
        await().until(() -> events.contains("ended 3"));

        links.request(request(Duration.ofMinutes(1)));
        nextDial();
        assertThat(events.stream().filter(event -> event.startsWith("dialling"))).hasSize(4);
    }

    private static final TunnelCredential TOLD = credential(77);

    private static TunnelCredential credential(int number) {
        byte[] session = new byte[SessionId.LENGTH];
        session[0] = (byte) number;
        return TunnelCredential.of(session, new byte[TunnelToken.LENGTH]);
    }

    private static TunnelEnd lost() {
        return new TunnelEnd(TunnelEnd.Reason.LOST, "no answer");
    }

    private static Optional<Resumption> told() {
        return told(Duration.ofMinutes(1));
    }

    private static Optional<Resumption> told(Duration validity) {
        return Optional.of(
                new Resumption(
                        SessionId.of(TOLD.sessionId()),
                        TunnelToken.of(new byte[TunnelToken.LENGTH]),
                        validity));
    }

    private TestGatewayTunnel up(Optional<Resumption> told, int cut) {
        DialRequest request = request(Duration.ofMinutes(1));
        links.request(request);
        TestGatewayTunnel tunnel = new TestGatewayTunnel();
        tunnel.cut = cut;
        nextDial().outcome.complete(tunnel);
        String up = "up " + request.granted().sessionId().toArray()[0];
        await().until(() -> events.contains(up));
        told.ifPresent(request::resumableBy);
        return tunnel;
    }

    private Dial dialAfter(TunnelEnd end, int cut, Optional<Resumption> told) {
        up(told, cut).ended.complete(end);
        return nextDial();
    }

    private Dial nextDial() {
        return await().until(dials::poll, dial -> dial != null);
    }

    private DialRequest request(Duration left) {
        return request(
                new ProxyAddress(
                        4433,
                        Optional.of(ip("192.0.2.7", Inet4Address.class)),
                        Optional.of(ip("2001:db8::7", Inet6Address.class))),
                left);
    }

    private DialRequest request(ProxyAddress proxy, Duration left) {
        byte[] session = new byte[SessionId.LENGTH];
        session[0] = (byte) sessions.incrementAndGet();
        AccessRequest request =
                new AccessRequest(
                        TunnelProtocol.TLS,
                        Instant.now(),
                        Duration.ofMinutes(1),
                        1,
                        0,
                        new LongRecipient("meter-17"),
                        proxy,
                        Secret.random(AccessRequest.KEY_LENGTH),
                        Optional.empty());
        long now = System.nanoTime();
        return new DialRequest(
                new Verdict.Accepted(
                        request,
                        SessionId.of(session),
                        TunnelToken.of(new byte[TunnelToken.LENGTH]),
                        7),
                now,
                now + left.toNanos());
    }

    private static <T> T ip(String text, Class<T> type) {
        return type.cast(HostPort.address(text).orElseThrow());
    }
}
