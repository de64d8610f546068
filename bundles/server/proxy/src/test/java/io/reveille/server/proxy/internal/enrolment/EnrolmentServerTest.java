/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.server.registry.GatewayStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrolmentServerTest extends EnrolmentEndpoint {
    @Test
    void takes_a_gateway_in_over_https() throws Exception {
        JsonObject grant =
                JsonParser.parseString(post(claim(code()).toString(), 200)).getAsJsonObject();

        assertThat(grant.get("gateway").getAsString()).isEqualTo("gw7");
        assertThat(grant.get("generation").getAsInt()).isEqualTo(1);
        assertThat(grant.get("serverName").getAsString()).isEqualTo("proxy.fleet.test");
        assertThat(grant.get("zone").getAsString()).isEqualTo("fleet.test");
        assertThat(grant.get("msisdn").getAsString()).isEqualTo("+4915112345678");
        assertThat(grant.getAsJsonArray("proxies")).hasSize(2);
        JsonObject sender = grant.getAsJsonArray("senderKeys").get(0).getAsJsonObject();
        assertThat(sender.get("id").getAsInt()).isEqualTo(1);
        assertThat(sender.get("key").getAsString())
                .isEqualTo(registry.keys().currentSender().pair().publicKey().base64());
        X509Certificate certificate =
                Certificates.parse(grant.get("certificate").getAsString()).get(0);
        X509Certificate ca = Certificates.parse(grant.get("fleetCa").getAsString()).get(0);
        certificate.verify(ca.getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(tlsKeys.getPublic());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=gw7");
        assertThat(registry.keys().isRevoked(certificate)).isFalse();
        assertThat(registry.registry().gateway("gw7").orElseThrow().status())
                .isEqualTo(GatewayStatus.ACTIVE);
    }

    @Test
    void shows_the_whole_chain_with_the_fleets_authority() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(socket.getSession().getPeerCertificates())
                    .containsExactlyElementsOf(registry.keys().serverIdentity().chain());
        }
    }

    @Test
    void answers_every_refusal_alike() throws Exception {
        String used = code();
        post(claim(used).toString(), 200);
        JsonObject byAnother = claim(used);
        byAnother.addProperty("sealingKey", SealingKeyPair.generate().publicKey().base64());
        JsonObject wrong = claim(EnrolmentCode.issue(registry.keys().ca().certificate()).text());
        JsonObject noKey = claim(code());
        noKey.addProperty("sealingKey", "AAAA");
        JsonObject lowOrder = claim(code());
        lowOrder.addProperty("sealingKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        JsonObject noRequest = claim(code());
        noRequest.addProperty("csr", "garbage");
        JsonObject noServices = claim(code());
        noServices.remove("services");
        JsonObject expired = claim(code());
        now = now.plus(Duration.ofHours(2));

        Set<String> answers = new HashSet<>();
        for (String body :
                new String[] {
                    byAnother.toString(),
                    wrong.toString(),
                    noKey.toString(),
                    lowOrder.toString(),
                    noRequest.toString(),
                    noServices.toString(),
                    expired.toString(),
                    "",
                    "{",
                    "[]",
                    "null",
                    "{\"code\": {}}",
                    "[".repeat(EnrolmentConnections.MAX_BODY)
                }) {
            answers.add(post(body, 403));
        }
        assertThat(answers).containsExactly("{\"error\":\"refused\"}\n");
    }

    @Test
    void lets_nobody_choose_another_name_by_the_certificate_request() throws Exception {
        JsonObject claim = claim(code());
        claim.addProperty("csr", CertificateSigning.requestPem(tlsKeys, "gw8"));
        claim.addProperty("gateway", "gw8");

        String answer = post(claim.toString(), 200);

        assertThat(JsonParser.parseString(answer).getAsJsonObject().get("gateway").getAsString())
                .isEqualTo("gw7");
        assertThat(registry.registry().gateway("gw8")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET, /enrol", "POST, /", "POST, /enrol/", "POST, /enrol?x", "PUT, /enrol"})
    void knows_nothing_else(String method, String path) throws Exception {
        HttpResponse<String> response =
                client().send(
                                HttpRequest.newBuilder(url(path))
                                        .method(method, BodyPublishers.ofString("{}"))
                                        .build(),
                                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"there is only POST /enrol\"}\n");
    }
}
