/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new gateway does not believe. */
class UntrustedServerTest extends EnrolmentFixture {
    @Test
    void a_server_of_another_fleet_is_told_nothing() {
        TestFleet other = new TestFleet();

        EnrolmentException refused = refused(EnrolmentCode.issue(other.ca.certificate()).text());

        assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED_SERVER);
        assertThat(refused).hasMessageContaining("do not go on");
        assertThat(server.claims).isEmpty();
    }

    @Test
    void a_gateway_of_the_fleet_cannot_play_the_server() throws Exception {
        GatewayIdentity gateway = fleet.gateway("traitor");
        server.close();
        server =
                new TestEnrolmentServer(
                        fleet,
                        new TlsIdentity(
                                gateway.tls().privateKey(),
                                List.of(gateway.tls().certificate(), fleet.ca.certificate())));

        EnrolmentException refused = refused(server.code.text());

        assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED_SERVER);
        assertThat(refused).hasMessageContaining("not for servers");
    }

    @Test
    void a_forged_chain_that_only_carries_the_right_ca_is_refused() throws Exception {
        TestFleet forger = new TestFleet();
        server.close();
        server =
                new TestEnrolmentServer(
                        fleet,
                        new TlsIdentity(
                                forger.server().privateKey(),
                                List.of(forger.server().certificate(), fleet.ca.certificate())));

        assertThat(refused(server.code.text()).kind())
                .isIn(Kind.UNTRUSTED_SERVER, Kind.UNREACHABLE);
        assertThat(server.claims).isEmpty();
    }

    @Test
    void a_gateway_that_believes_it_is_1970_can_enrol() throws Exception {
        GatewayIdentity identity =
                new GatewayEnrolment(
                                Duration.ofSeconds(20),
                                Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC))
                        .enrol(server.url(), server.code.text(), SERVICES, home);

        assertThat(identity.gatewayId()).isEqualTo("meter-17");
    }

    @Test
    void an_outdated_server_certificate_is_refused() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));

        EnrolmentException refused =
                catchThrowableOfType(
                        EnrolmentException.class,
                        () ->
                                new GatewayEnrolment(Duration.ofSeconds(20), late)
                                        .enrol(server.url(), server.code.text(), SERVICES, home));

        assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED_SERVER);
    }

    @Test
    void an_answer_with_another_ca_is_refused() {
        TestFleet other = new TestFleet();
        server.tamper =
                answer -> {
                    answer.addProperty(
                            "fleetCa", Certificates.pem(List.of(other.ca.certificate())));
                    return answer;
                };

        badAnswer("not the one that it was trusted by");
    }

    @Test
    void an_answer_with_a_certificate_for_another_key_is_refused() {
        server.tamper =
                answer -> {
                    answer.addProperty(
                            "certificate",
                            Certificates.pem(fleet.gateway("meter-17").tls().chain()));
                    return answer;
                };

        badAnswer("for another key");
    }

    @Test
    void an_answer_with_a_certificate_for_another_gateway_is_refused() {
        server.tamper =
                answer -> {
                    answer.addProperty("gateway", "meter-18");
                    return answer;
                };

        badAnswer("not that of meter-18");
    }

    @Test
    void a_certificate_of_another_authority_is_refused() {
        TestFleet other = new TestFleet();
        server.tamper =
                answer -> {
                    try {
                        answer.addProperty(
                                "certificate",
                                TestEnrolmentServer.certificate(other.ca, server.claims.get(0)));
                    } catch (GeneralSecurityException e) {
                        throw new AssertionError(e);
                    }
                    return answer;
                };

        EnrolmentException refused = refused(server.code.text());

        assertThat(refused.kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "generation",
                "certificate",
                "fleetCa",
                "senderKeys",
                "serverName",
                "proxies",
                "zone"
            })
    void an_answer_that_lacks_a_member_says_which(String member) throws IOException {
        server.tamper =
                answer -> {
                    answer.remove(member);
                    return answer;
                };

        badAnswer("\"" + member + "\" is missing");
        assertThat(GatewayIdentity.load(home)).isEmpty();
    }

    @Test
    void an_answer_without_sender_keys_is_refused() {
        server.tamper =
                answer -> {
                    answer.add("senderKeys", new JsonArray());
                    return answer;
                };

        badAnswer("0 sender keys");
    }

    private void badAnswer(String message) {
        EnrolmentException refused = refused(server.code.text());
        assertThat(refused.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(refused).hasMessageContaining(message);
    }
}
