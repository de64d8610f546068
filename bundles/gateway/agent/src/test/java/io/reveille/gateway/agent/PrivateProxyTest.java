/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.PrivateProxyStatus.State;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.protocol.Verdict;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A private proxy with real sealed requests, a real tunnel listener and a real service. */
@Timeout(120)
class PrivateProxyTest {
    private static final TrustedClock CLOCK = TrustedClock.of(Clock.systemUTC());

    private final TestFleet fleet = new TestFleet();
    private final GatewayIdentity identity = fleet.gateway("meter-17");
    private EchoService echo;
    private TestProxy proxy;
    private PrivateProxy gateway;
    @TempDir Path home;

    @BeforeEach
    void start() throws Exception {
        echo = new EchoService();
        proxy = new TestProxy(fleet);
        identity.store(home);
        gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), identity, CLOCK);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        proxy.close();
        echo.close();
        assertThat(AuditLog.read(home).breaks()).isEmpty();
    }

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
    }

    @Test
    void a_replayed_request_is_refused() throws Exception {
        SealedRequest request = accept(request());
        proxy.nextTunnel();

        assertRefused(request, RefusalReason.REPLAYED);
        assertThat(gateway.status().dials()).isEqualTo(1);
    }

    @Test
    void a_request_replayed_after_an_orderly_restart_is_refused() throws Exception {
        SealedRequest request = accept(request());
        gateway.close();

        gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), identity, CLOCK);

        assertRefused(request, RefusalReason.REPLAYED);
        assertThat(gateway.status().dials()).isZero();
    }

    @Test
    void a_request_sealed_for_another_gateway_is_refused() throws Exception {
        refused(
                r -> r.gateway = request(fleet.gateway("meter-18")).gateway,
                RefusalReason.NOT_OPENED);
    }

    @Test
    void a_request_sealed_with_an_unknown_key_is_refused() throws Exception {
        refused(r -> r.sender = new TestFleet(8).sender, RefusalReason.UNKNOWN_SENDER_KEY);
    }

    @Test
    void a_request_sealed_with_a_forged_key_of_a_known_number_is_refused() throws Exception {
        refused(r -> r.sender = new TestFleet().sender, RefusalReason.NOT_OPENED);
    }

    @Test
    void a_request_for_another_number_is_refused() throws Exception {
        refused(r -> r.recipient = Msisdn.parse("+4917099999"), RefusalReason.NOT_OPENED);
    }

    @Test
    void a_request_that_came_by_another_channel_is_refused() throws Exception {
        refused(r -> r.channel = SignalChannel.MQTT, RefusalReason.NOT_OPENED);
    }

    @Test
    void an_expired_request_is_refused() throws Exception {
        refused(r -> r.issuedAt = Instant.now().minusSeconds(200), RefusalReason.EXPIRED);
    }

    @Test
    void a_request_for_another_tunnel_protocol_is_refused() throws Exception {
        refused(r -> r.protocol = TunnelProtocol.IPSEC, RefusalReason.PROTOCOL_NOT_ALLOWED);
    }

    @Test
    void a_request_to_dial_another_proxy_is_refused() throws Exception {
        refused(
                r ->
                        r.proxy =
                                ProxyAddress.of(
                                        AddressRange.parse("127.0.0.2").get(0).address(), 4433),
                RefusalReason.PROXY_NOT_ALLOWED);
    }

    @Test
    void a_request_for_a_service_not_offered_is_refused() throws Exception {
        refused(r -> r.servicePort = proxy.port(), RefusalReason.SERVICE_NOT_OFFERED);
    }

    @Test
    void a_request_with_any_bit_flipped_is_refused() throws Exception {
        byte[] octets = request().seal().octets().toArray();
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= (byte) (1 << (i % 8));
            Verdict verdict = gateway.receive(SignalChannel.SMS, Octets.of(octets));
            assertThat(verdict).as("octet %d", i).isInstanceOf(Verdict.Refused.class);
            octets[i] ^= (byte) (1 << (i % 8));
        }
        assertThat(gateway.status().dials()).isZero();
        assertThat(gateway.status().refused()).isEqualTo(octets.length);
    }

    @Test
    void a_gateway_without_the_time_takes_what_it_cannot_know_to_be_expired() throws Exception {
        gateway.close();
        gateway =
                PrivateProxy.open(
                        configuration(AccessBudget.defaults()), identity, TrustedClock.none());
        TestRequest request = request();
        request.issuedAt = Instant.now().minusSeconds(200);

        accept(request);

        assertThat(proxy.nextTunnel()).isNotNull();
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
    void more_requests_than_the_budget_are_refused_before_they_are_opened() throws Exception {
        gateway.close();
        gateway = PrivateProxy.open(configuration(budget(3, 12)), identity, CLOCK);
        accept(request());

        assertRefused(request().seal(), RefusalReason.RATE_LIMITED);
    }

    @Test
    void a_flood_of_rubbish_does_not_flood_the_log() throws Exception {
        for (int i = 0; i < 500; i++) {
            gateway.receive(SignalChannel.SMS, Octets.of((byte) i));
        }
        gateway.close();

        assertThat(events()).filteredOn("refused"::equals).hasSizeBetween(60, 70);
        int told =
                AuditLog.read(home).entries().stream()
                        .filter(e -> e.event().equals("refused-more"))
                        .mapToInt(e -> Integer.parseInt(e.details().get("TOO_SHORT")))
                        .sum();
        assertThat(told + events().stream().filter("refused"::equals).count()).isEqualTo(500);
    }

    @Test
    void nothing_is_dialled_that_cannot_be_recorded() throws Exception {
        gateway.close();
        Path log = AuditLog.file(home);
        Files.delete(log);
        Files.createSymbolicLink(log, Path.of("/dev/full"));
        gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), identity, CLOCK);

        Verdict verdict =
                gateway.receive(SignalChannel.SMS, proxy.expect(request().seal()).octets());

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(RefusalReason.AUDIT_UNAVAILABLE));
        assertThat(gateway.status().dials()).isZero();
        gateway.close();
        Files.delete(log);
    }

    @Test
    void two_gateways_do_not_share_a_home() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                PrivateProxy.open(
                                        configuration(AccessBudget.defaults()), identity, CLOCK))
                .withMessageContaining("in use by another gateway");
    }

    @Test
    void a_lost_replay_state_opens_nothing() throws Exception {
        gateway.close();
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".state")).toList()) {
                Files.delete(file);
            }
        }

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                PrivateProxy.open(
                                        configuration(AccessBudget.defaults()), identity, CLOCK))
                .withMessageContaining("is missing: enrol this gateway again");
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

    private TestRequest request() {
        return request(identity);
    }

    private TestRequest request(GatewayIdentity to) {
        return request(to, proxy.port());
    }

    private TestRequest request(GatewayIdentity to, int port) {
        return new TestRequest(fleet, to, port, echo.port());
    }

    private SealedRequest accept(TestRequest request) {
        SealedRequest sealed = proxy.expect(request.seal());
        assertThat(gateway.receive(SignalChannel.SMS, sealed.octets()))
                .isInstanceOf(Verdict.Accepted.class);
        return sealed;
    }

    private void refused(Consumer<TestRequest> change, RefusalReason reason) throws Exception {
        TestRequest request = request();
        change.accept(request);

        assertRefused(request.seal(), reason);

        assertThat(gateway.status().dials()).isZero();
        gateway.close();
        assertThat(events()).containsExactly("started", "refused", "stopped");
        assertThat(entry("refused").details())
                .containsEntry("reason", reason.name())
                .containsEntry("meaning", reason.description());
    }

    private void assertRefused(SealedRequest request, RefusalReason reason) {
        assertThat(gateway.receive(SignalChannel.SMS, request.octets()))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private List<String> events() throws IOException {
        return AuditLog.read(home).entries().stream().map(AuditEntry::event).toList();
    }

    private AuditEntry entry(String event) throws IOException {
        return AuditLog.read(home).entries().stream()
                .filter(e -> e.event().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private PrivateProxyConfiguration configuration(AccessBudget budget) {
        PrivateProxyConfiguration usual =
                PrivateProxyConfiguration.of(
                        home, OfferedService.parse("echo=127.0.0.1:" + echo.port()));
        return new PrivateProxyConfiguration(
                home,
                usual.services(),
                usual.protocols(),
                usual.tunnel(),
                usual.proxiesAllowed(),
                usual.msisdn(),
                budget);
    }

    private static AccessBudget budget(int opens, int dials) {
        return new AccessBudget(
                opens, dials, 120, 8, Duration.ofMillis(100), Duration.ofSeconds(1));
    }
}
