/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.gateway.agent.EnrolmentException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolment by two files on a stick. */
class OfflineEnrolmentTest {
    @TempDir Path home;
    private final FleetCa ca = FleetCa.create("fleet", Instant.now());

    @Test
    void becomes_a_member_by_the_answer_to_its_request() throws Exception {
        List<OfferedService> services = OfferedService.parse("http=127.0.0.1:8080");
        String request = OfflineEnrolment.request(services, home);
        assertThat(JsonParser.parseString(request).getAsJsonObject().keySet())
                .containsExactlyInAnyOrder("sealingKey", "csr", "services");

        GatewayIdentity identity = OfflineEnrolment.accept(answer(request), home);

        assertThat(identity.gatewayId()).isEqualTo("gw7");
        assertThat(GatewayIdentity.load(home)).isPresent();
    }

    @Test
    void asks_again_with_the_same_keys() throws Exception {
        String first = OfflineEnrolment.request(List.of(), home);

        String second = OfflineEnrolment.request(List.of(), home);

        assertThat(JsonParser.parseString(second).getAsJsonObject().get("sealingKey"))
                .isEqualTo(JsonParser.parseString(first).getAsJsonObject().get("sealingKey"));
    }

    @Test
    void takes_no_answer_to_another_request(@TempDir Path otherHome) throws Exception {
        OfflineEnrolment.request(List.of(), home);
        String foreign = answer(OfflineEnrolment.request(List.of(), otherHome));

        for (String answer : List.of(foreign, "{}", "half a file")) {
            assertThatThrownBy(() -> OfflineEnrolment.accept(answer, home))
                    .isInstanceOfSatisfying(
                            EnrolmentException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.BAD_ANSWER))
                    .hasMessageContaining("the last request of this gateway");
        }
        assertThat(GatewayIdentity.load(home)).isEmpty();
    }

    private String answer(String request) throws Exception {
        JsonObject claim = JsonParser.parseString(request).getAsJsonObject();
        JsonObject answer = new JsonObject();
        answer.addProperty("gateway", "gw7");
        answer.addProperty("generation", 1);
        answer.addProperty(
                "certificate",
                Certificates.pem(
                        List.of(
                                ca.issueGateway(
                                        CertificateSigning.parse(claim.get("csr").getAsString()),
                                        "gw7",
                                        Instant.now(),
                                        Duration.ofDays(30)))));
        answer.addProperty("fleetCa", Certificates.pem(List.of(ca.certificate())));
        JsonObject key = new JsonObject();
        key.addProperty("id", 1);
        key.addProperty("key", SealingKeyPair.generate().publicKey().base64());
        JsonArray keys = new JsonArray();
        keys.add(key);
        answer.add("senderKeys", keys);
        answer.addProperty("serverName", "proxy.fleet.test");
        JsonArray proxies = new JsonArray();
        proxies.add("203.0.113.7");
        answer.add("proxies", proxies);
        answer.addProperty("zone", "fleet.test");
        return answer.toString();
    }
}
