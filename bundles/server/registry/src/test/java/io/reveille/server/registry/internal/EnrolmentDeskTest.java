/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.server.registry.EnrolmentClaim;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.server.registry.EnrolmentGrant.SenderPublicKey;
import io.reveille.server.registry.EnrolmentOffer;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.IpLiterals;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentDeskTest {
    @TempDir Path home;
    private final MovableClock clock = new MovableClock();
    private ServerRegistry server;

    @BeforeEach
    void open() {
        server = Fleet.open(Fleet.settings(home), clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void invites_a_gateway_that_is_pending_until_it_enrols() {
        EnrolmentOffer offer =
                server.enrolments().offer("gw7", Optional.of("+49 151 12345678"), hour());

        Gateway pending = gateway("gw7");
        assertThat(pending.status()).isEqualTo(GatewayStatus.PENDING);
        assertThat(pending.msisdn()).contains("+4915112345678");
        assertThat(pending.sealingKey()).isEmpty();
        assertThat(offer.url()).isEqualTo(URI.create("https://203.0.113.7:4434/enrol"));
        assertThat(offer.expires()).isEqualTo(clock.instant().plus(hour()));
        assertThat(offer.toString()).doesNotContain(offer.code());
    }

    @Test
    void grants_a_gateway_what_it_needs() throws Exception {
        EnrolmentOffer offer =
                server.enrolments().offer("gw7", Optional.of("+4915112345678"), hour());
        EnrolmentClaim claim = Fleet.claim(offer.code(), "http");

        EnrolmentGrant grant = server.enrolments().redeem(claim);

        assertThat(grant.gatewayId()).isEqualTo("gw7");
        assertThat(grant.generation()).isEqualTo(1);
        assertThat(grant.msisdn()).contains("+4915112345678");
        assertThat(grant.serverName()).isEqualTo("proxy.fleet.test");
        assertThat(grant.zone()).isEqualTo("fleet.test");
        assertThat(grant.proxies())
                .containsExactly(IpLiterals.parse("203.0.113.7"), IpLiterals.parse("2001:db8::7"));
        assertThat(grant.senderKeys()).extracting(SenderPublicKey::id).containsExactly(1, 2);
        assertThat(grant.senderKeys().get(0).key())
                .isEqualTo(server.keys().currentSender().pair().publicKey());
        grant.certificate().verify(grant.fleetCa().getPublicKey());
        assertThat(server.keys().isRevoked(grant.certificate())).isFalse();
        Gateway gateway = gateway("gw7");
        assertThat(gateway.status()).isEqualTo(GatewayStatus.ACTIVE);
        assertThat(gateway.sealingKey()).contains(claim.sealingKey());
        assertThat(gateway.services()).hasSize(1);
    }

    @Test
    void certifies_the_gateway_of_the_code_whatever_name_the_request_claims() throws Exception {
        String request =
                CertificateSigning.requestPem(CertificateSigning.newKeyPair(), "another-gateway");

        EnrolmentGrant grant =
                server.enrolments()
                        .redeem(
                                new EnrolmentClaim(
                                        Fleet.offer(server, "gw7").code(),
                                        SealingKeyPair.generate().publicKey(),
                                        request,
                                        List.of()));

        X509Certificate certificate = grant.certificate();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=gw7");
        assertThat(server.registry().gateway("another-gateway")).isEmpty();
    }

    @Test
    void takes_a_code_as_people_type_it() throws Exception {
        String code = Fleet.offer(server, "gw7").code();
        String typed = code.toLowerCase(Locale.ROOT).replace("-", " ");

        assertThat(server.enrolments().redeem(Fleet.claim(typed)).gatewayId()).isEqualTo("gw7");
    }

    @Test
    void refuses_a_used_code_from_anyone_else() throws Exception {
        String code = Fleet.offer(server, "gw7").code();
        EnrolmentGrant first = server.enrolments().redeem(Fleet.claim(code));

        assertRefused(Fleet.claim(code), "used");
        assertThat(server.keys().isRevoked(first.certificate())).isFalse();
    }

    @Test
    void repeats_a_lost_answer_to_the_same_keys() throws Exception {
        EnrolmentClaim claim = Fleet.claim(Fleet.offer(server, "gw7").code(), "http");
        EnrolmentGrant lost = server.enrolments().redeem(claim);

        EnrolmentGrant repeated = server.enrolments().redeem(claim);

        assertThat(repeated.generation()).isEqualTo(lost.generation());
        assertThat(server.keys().isRevoked(repeated.certificate())).isFalse();
        clock.advance(hour());
        assertRefused(claim, "expired");
    }

    @Test
    void refuses_an_expired_code() {
        String code = Fleet.offer(server, "gw7").code();
        clock.advance(hour());

        assertRefused(Fleet.claim(code), "expired");
        assertThat(gateway("gw7").status()).isEqualTo(GatewayStatus.PENDING);
    }

    @Test
    void refuses_a_wrong_code_and_one_of_another_fleet() {
        Fleet.offer(server, "gw7");
        X509Certificate ca = server.keys().ca().certificate();
        X509Certificate otherCa = FleetCa.create("other", clock.instant()).certificate();

        assertRefused(Fleet.claim(EnrolmentCode.issue(ca).text()), "unknown");
        assertRefused(Fleet.claim(EnrolmentCode.issue(otherCa).text()), "no code of this fleet");
        assertRefused(Fleet.claim("x".repeat(10_000)), "no code of this fleet");
    }

    @Test
    void refuses_an_earlier_code_once_a_new_one_is_offered() throws Exception {
        String earlier = Fleet.offer(server, "gw7").code();
        String later = Fleet.offer(server, "gw7").code();

        assertRefused(Fleet.claim(earlier), "unknown or void");
        assertThat(server.enrolments().redeem(Fleet.claim(later)).gatewayId()).isEqualTo("gw7");
    }

    @Test
    void voids_a_code_after_five_claims_that_could_not_be_granted() {
        String code = Fleet.offer(server, "gw7").code();
        EnrolmentClaim garbled =
                new EnrolmentClaim(
                        code,
                        SealingKeyPair.generate().publicKey(),
                        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
                        List.of());
        for (int i = 0; i < Admission.MAX_FAILED_CLAIMS; i++) {
            assertRefused(garbled, "gateway gw7");
        }

        assertRefused(Fleet.claim(code), "unknown or void");
    }

    @Test
    void starts_a_new_key_generation_when_a_gateway_enrols_anew() throws Exception {
        EnrolmentGrant first = Fleet.enrol(server, "gw7");

        EnrolmentGrant second = Fleet.enrol(server, "gw7");

        assertThat(second.generation()).isEqualTo(first.generation() + 1);
        assertThat(server.keys().isRevoked(first.certificate())).isTrue();
        assertThat(server.keys().isRevoked(second.certificate())).isFalse();
    }

    @Test
    void lets_a_known_gateway_work_on_while_a_new_code_is_open() {
        EnrolmentGrant first = Fleet.enrol(server, "gw7", "http");
        Gateway before = gateway("gw7");

        Fleet.offer(server, "gw7");

        assertThat(gateway("gw7")).isEqualTo(before);
        assertThat(server.keys().isRevoked(first.certificate())).isFalse();
    }

    @Test
    void revokes_certificate_and_open_code_until_a_new_enrolment() throws Exception {
        EnrolmentGrant grant = Fleet.enrol(server, "gw7");
        String open = Fleet.offer(server, "gw7").code();

        Gateway revoked = server.registry().revoke("gw7");

        assertThat(revoked.status()).isEqualTo(GatewayStatus.REVOKED);
        assertThat(server.keys().isRevoked(grant.certificate())).isTrue();
        assertRefused(Fleet.claim(open), "void");
        assertThat(server.keys().isRevoked(Fleet.enrol(server, "gw7").certificate())).isFalse();
    }

    @Test
    void knows_offers_after_restart_but_keeps_no_code_in_clear() throws Exception {
        String code = Fleet.offer(server, "gw7").code();
        byte[] ticket = EnrolmentCode.parse(code).orElseThrow().ticket().copy();
        server.close();
        byte[] stored = Files.readAllBytes(home.resolve("data").resolve("registry.mv.db"));
        server = Fleet.open(Fleet.settings(home), clock);

        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(ticket, StandardCharsets.ISO_8859_1))
                .doesNotContain(code);
        assertThat(server.enrolments().redeem(Fleet.claim(code)).gatewayId()).isEqualTo("gw7");
    }

    @Test
    void refuses_offers_that_make_no_sense() {
        assertThatThrownBy(() -> Fleet.offer(server, "Not A Label"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not A Label");
        assertThatThrownBy(() -> server.enrolments().offer("gw7", Optional.of("112x"), hour()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                server.enrolments()
                                        .offer("gw7", Optional.empty(), Duration.ofSeconds(59)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("60 seconds to 30 days");
        assertThat(server.registry().gateways()).isEmpty();
    }

    private static Duration hour() {
        return Duration.ofHours(1);
    }

    private Gateway gateway(String id) {
        return server.registry().gateway(id).orElseThrow();
    }

    private void assertRefused(EnrolmentClaim claim, String reason) {
        assertThatThrownBy(() -> server.enrolments().redeem(claim))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining(reason);
    }
}
