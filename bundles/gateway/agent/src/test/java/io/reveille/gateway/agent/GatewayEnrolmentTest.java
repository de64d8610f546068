/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a gateway becomes a member of a fleet, and what it says when it does not. */
class GatewayEnrolmentTest extends EnrolmentFixture {
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
    void the_home_remembers_for_which_code_it_got_its_identity() throws Exception {
        assertThat(GatewayEnrolment.wasUsed(home, server.code.text())).isFalse();

        enrol(server.code.text());

        assertThat(GatewayEnrolment.wasUsed(home, server.code.text())).isTrue();
        assertThat(
                        GatewayEnrolment.wasUsed(
                                home, EnrolmentCode.issue(fleet.ca.certificate()).text()))
                .isFalse();
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
            assertThat(files.map(f -> f.getFileName().toString().replaceFirst("-[0-9a-f]{16}", "")))
                    .containsExactlyInAnyOrder(
                            "identity.json",
                            "enrolled-by",
                            "storage.key",
                            "sealing.key",
                            "tls.key",
                            "tls.crt");
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
        assertThat(lost)
                .hasMessageContaining("the same code works again from here until it expires");
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused)
                .hasMessageContaining("so it has expired or was replaced by a newer one");
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
}
