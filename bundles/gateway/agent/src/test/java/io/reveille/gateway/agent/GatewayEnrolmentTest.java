/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayEnrolmentTest {
    private static final List<OfferedService> SERVICES =
            OfferedService.parse("http=127.0.0.1:8080,ssh=127.0.0.1:22");

    private final TestFleet fleet = new TestFleet();
    private TestEnrolmentServer server;
    @TempDir Path home;

    @BeforeEach
    void start() throws Exception {
        server = new TestEnrolmentServer(fleet, fleet.server());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_gateway_with_a_right_code_becomes_a_member_and_stays_one() throws Exception {
        GatewayIdentity identity = enrol(server.code.text());

        assertThat(identity.gatewayId()).isEqualTo("meter-17");
        assertThat(identity.generation()).isEqualTo(3);
        assertThat(identity.fleet().fleetCa()).isEqualTo(fleet.ca.certificate());
        assertThat(identity.fleet().serverName()).isEqualTo(TestFleet.SERVER_NAME);
        assertThat(identity.fleet().senderKeys())
                .containsExactly(Map.entry(7, fleet.sender.pair().publicKey()));
        assertThat(identity.fleet().proxies())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1", "2001:db8:0:0:0:0:0:7");
        assertThat(identity.fleet().msisdn()).contains(TestFleet.NUMBER);
        GatewayIdentity kept = GatewayIdentity.load(home).orElseThrow();
        assertThat(kept.tls()).isEqualTo(identity.tls());
        assertThat(kept.fleet()).isEqualTo(identity.fleet());
        assertThat(kept.sealingKeys().publicKey()).isEqualTo(identity.sealingKeys().publicKey());
    }

    @Test
    void the_code_may_be_typed_in_lower_case_without_dashes() throws Exception {
        enrol(server.code.text().toLowerCase(Locale.ROOT).replace("-", ""));

        assertThat(GatewayIdentity.load(home)).isPresent();
    }

    @Test
    void only_public_keys_and_the_offer_travel() throws Exception {
        GatewayIdentity identity = enrol(server.code.text());

        JsonObject claim = server.claims.get(0);
        assertThat(claim.keySet())
                .containsExactlyInAnyOrder("code", "sealingKey", "csr", "services");
        assertThat(claim.get("sealingKey").getAsString())
                .isEqualTo(identity.sealingKeys().publicKey().base64());
        assertThat(claim.get("csr").getAsString()).startsWith("-----BEGIN CERTIFICATE REQUEST");
        assertThat(claim.get("services"))
                .hasToString("[{\"name\":\"http\",\"port\":8080},{\"name\":\"ssh\",\"port\":22}]");
    }

    @Test
    void nothing_of_the_enrolment_itself_is_left_behind() throws Exception {
        enrol(server.code.text());

        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            assertThat(files.map(f -> f.getFileName().toString().replaceFirst("-[0-9a-f]+", "")))
                    .containsExactlyInAnyOrder(
                            "identity.json", "sealing.key", "tls.key", "tls.crt");
        }
    }

    @Test
    void a_used_code_is_refused_and_the_message_says_what_to_do() throws Exception {
        server.used = true;

        EnrolmentException refused = refused(server.code.text());

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.worthRetrying()).isFalse();
        assertThat(refused)
                .hasMessageContaining("did not accept the enrolment code")
                .hasMessageContaining("mistyped, used, or out of date")
                .hasMessageContaining("make a new code");
        assertThat(GatewayIdentity.load(home)).isEmpty();
    }

    @Test
    void after_a_lost_answer_the_same_keys_are_asked_for_and_a_refusal_is_explained() {
        // given a server that takes the code and then breaks off
        server.hangsUp = true;
        EnrolmentException lost = refused(server.code.text());
        server.hangsUp = false;

        // when the gateway, perhaps after a restart, tries again
        EnrolmentException refused = refused(server.code.text());

        // then
        assertThat(lost.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(lost.worthRetrying()).isTrue();
        assertThat(lost).hasMessageContaining("may have used it up");
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("already and the answer was lost on the way");
        assertThat(server.claims).hasSize(2);
        assertThat(server.claims.get(1).get("sealingKey"))
                .isEqualTo(server.claims.get(0).get("sealingKey"));
    }

    @Test
    void a_lost_answer_is_made_up_for_when_the_server_answers_again() throws Exception {
        server.hangsUp = true;
        refused(server.code.text());
        server.hangsUp = false;
        server.used = false;

        GatewayIdentity identity = enrol(server.code.text());

        assertThat(identity.sealingKeys().publicKey().base64())
                .isEqualTo(server.claims.get(0).get("sealingKey").getAsString());
    }

    @Test
    void another_code_gets_fresh_keys() {
        server.used = true;
        refused(server.code.text());
        refused(EnrolmentCode.issue(fleet.ca.certificate()).text());

        assertThat(server.claims.get(1).get("sealingKey"))
                .isNotEqualTo(server.claims.get(0).get("sealingKey"));
    }

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

    @Test
    void a_busy_server_is_worth_another_try() {
        server.status = 503;

        EnrolmentException refused = refused(server.code.text());

        assertThat(refused.worthRetrying()).isTrue();
        assertThat(refused).hasMessageContaining("503");
    }

    @Test
    void a_server_that_is_not_there_is_worth_another_try() {
        server.close();

        EnrolmentException refused = refused(server.code.text());

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused).hasMessageContaining("does not answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/enrol",
                "127.0.0.1",
                "https:///enrol",
                "https://user@host/enrol",
                "https://host"
            })
    void an_address_that_cannot_be_used_is_told(String url) {
        EnrolmentException refused =
                catchThrowableOfType(
                        EnrolmentException.class,
                        () ->
                                new GatewayEnrolment()
                                        .enrol(
                                                URI.create(url),
                                                server.code.text(),
                                                SERVICES,
                                                home));

        assertThat(refused.kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(refused).hasMessageContaining("https://203.0.113.7:4434/enrol");
    }

    @Test
    void a_code_that_is_none_is_told_without_showing_it() {
        EnrolmentException refused = refused("ABCD-EFGH");

        assertThat(refused.kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(refused)
                .hasMessageContaining("eight groups of four")
                .hasMessageNotContaining("ABCD");
    }

    @Test
    void a_home_that_cannot_be_written_is_told() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        EnrolmentException refused =
                catchThrowableOfType(
                        EnrolmentException.class,
                        () ->
                                new GatewayEnrolment()
                                        .enrol(server.url(), server.code.text(), SERVICES, file));

        assertThat(refused.kind()).isEqualTo(Kind.STORAGE);
        assertThat(server.claims).isEmpty();
    }

    private GatewayIdentity enrol(String code) throws EnrolmentException {
        return new GatewayEnrolment().enrol(server.url(), code, SERVICES, home);
    }

    private EnrolmentException refused(String code) {
        return catchThrowableOfType(EnrolmentException.class, () -> enrol(code));
    }

    private void badAnswer(String message) {
        EnrolmentException refused = refused(server.code.text());
        assertThat(refused.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(refused).hasMessageContaining(message);
    }
}
