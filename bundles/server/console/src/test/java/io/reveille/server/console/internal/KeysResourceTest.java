/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.protocol.KeyList;
import io.reveille.protocol.SignedKeyList;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and enrolments as the command line asks for them. */
class KeysResourceTest {
    @TempDir Path home;
    private ServerRegistry server;
    private KeysResource keys;
    private EnrolmentResource enrolments;

    @BeforeEach
    void open() {
        server =
                ServerRegistry.open(
                        new ServerSettings(
                                "fleet.test",
                                "proxy.fleet.test",
                                IpLiterals.parseList("203.0.113.7"),
                                new PortRange(20000, 20999),
                                home),
                        SessionRetention.DEFAULT,
                        () -> Optional.of(URI.create("https://203.0.113.7:4434/enrol")),
                        InstantSource.system());
        keys = new KeysResource(server.keyOffice());
        enrolments = new EnrolmentResource(server.enrolments());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void rotates_revokes_and_reports() {
        assertThat(text(keys.rotate("{\"what\":\"sender\"}"))).contains("Sender key 2 seals");
        assertThat(text(keys.revoke("{\"sender\":1}"))).contains("Sender key 1 is revoked");
        assertThat(text(keys.rotate("{\"what\":\"server\"}"))).contains("new key");
        assertThat(text(keys.rotate("{\"what\":\"psk\"}")))
                .isEqualTo("0 gateways are to do so in the next tunnel.");
        JsonObject report = keys.report();
        assertThat(report.get("rootOnline").getAsBoolean()).isTrue();
        assertThat(report.getAsJsonArray("keys")).hasSize(5);
        assertThatThrownBy(() -> keys.rotate("{\"what\":\"root\"}"))
                .hasMessageContaining("one of sender, ca");
    }

    @Test
    void publishes_what_an_offline_root_key_signed() throws Exception {
        RootKey root = RootKey.generate();
        keys.handOverRoot("{\"key\":\"" + root.publicKey().base64() + "\"}");
        keys.rotate("{\"what\":\"sender\"}");
        KeyList list =
                KeyList.decode(Octets.fromBase64(keys.unsignedList().get("list").getAsString()));

        String answer =
                text(
                        keys.publish(
                                "{\"list\":\""
                                        + SignedKeyList.sign(list, root).encode().base64()
                                        + "\"}"));

        assertThat(answer).isEqualTo("Key list 3 is published.");
        assertThat(keys.report().get("listNeeded").getAsBoolean()).isFalse();
    }

    @Test
    void invites_ten_thousand_gateways_at_once_or_none() {
        String csv =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "gw%d,+49151%07d".formatted(i, i))
                        .collect(Collectors.joining("\\n"));

        assertThatThrownBy(() -> enrolments.offerAll("{\"csv\":\"" + csv + "\\nBAD\"}"))
                .hasMessageContaining("line 10001");
        assertThat(server.registry().gateways()).isEmpty();
        JsonObject answer = enrolments.offerAll("{\"csv\":\"" + csv + "\"}");

        assertThat(answer.getAsJsonArray("codes")).hasSize(10_000);
        assertThat(server.registry().gateways()).hasSize(10_000);
    }

    @Test
    void admits_a_gateway_whose_request_came_on_a_stick() {
        JsonObject request = new JsonObject();
        request.addProperty("sealingKey", SealingKeyPair.generate().publicKey().base64());
        request.addProperty(
                "csr", CertificateSigning.requestPem(CertificateSigning.newKeyPair(), "any"));
        request.add("services", new JsonArray());
        JsonObject order = new JsonObject();
        order.addProperty("gateway", "gw7");
        order.addProperty("request", request.toString());

        JsonObject answer = enrolments.admit(order.toString());

        assertThat(answer.get("gateway").getAsString()).isEqualTo("gw7");
        assertThat(answer.has("keyList")).isTrue();
        assertThatThrownBy(() -> enrolments.admit("{\"gateway\":\"gw8\",\"request\":\"{}\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(JsonObject answer) {
        return answer.get("message").getAsString();
    }
}
