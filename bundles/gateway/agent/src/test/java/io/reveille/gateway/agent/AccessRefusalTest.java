/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reveille.crypto.Octets;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a private proxy refuses, and that nothing is dialled then. */
class AccessRefusalTest extends PrivateProxyFixture {
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
    void more_requests_than_the_budget_are_refused_before_they_are_opened() throws Exception {
        gateway.close();
        gateway = PrivateProxy.open(configuration(budget(1, 12)), identity, CLOCK);
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
    void a_home_that_is_none_is_told() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                PrivateProxy.open(
                                        PrivateProxyConfiguration.of(file, List.of()), identity))
                .withMessageContaining(file.toString())
                .withMessageContaining("Give the gateway a home directory");
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
}
