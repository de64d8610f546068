/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.Octets;
import io.reveille.crypto.RootKey;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.crypto.Secret;
import io.reveille.protocol.GatewayKey;
import io.reveille.protocol.GatewayState;
import io.reveille.protocol.KeyList.State;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignedKeyList;
import io.reveille.protocol.Suite;
import io.reveille.tunnel.ProxyTunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the proxy changes of a gateway's keys through the tunnel, and what opens afterwards. */
class KeyRotationTest extends PrivateProxyFixture {
    private TestKeyLists lists;
    private ProxyTunnel tunnel;

    @BeforeEach
    void bring_a_tunnel_up() throws Exception {
        lists = new TestKeyLists(fleet);
        accept(request());
        tunnel = proxy.nextTunnel();
    }

    @Test
    void the_list_decides_which_senders_open_also_after_a_restart() throws Exception {
        SenderKey next = lists.fresh(8, State.ACCEPTED);
        assertThat(bring(lists.sign(1)).get("version").getAsLong()).isEqualTo(1);
        TestRequest byNext = request();
        byNext.sender = next;
        accept(byNext);

        lists.set(fleet.sender, State.REVOKED);
        lists.set(next, State.CURRENT);
        bring(lists.sign(5));

        assertRefused(request().seal(), RefusalReason.REVOKED_KEY);
        restart();
        assertRefused(request().seal(), RefusalReason.REVOKED_KEY);
        TestRequest again = request();
        again.sender = next;
        accept(again);
        proxy.nextTunnel();
        assertThat(states().get(states().size() - 1).list()).isEqualTo(5);
    }

    @Test
    void takes_no_list_that_is_older_or_not_the_roots() throws Exception {
        bring(lists.sign(5));

        assertThat(refusal(lists.sign(4))).contains("version 4");
        lists.senders.clear();
        lists.fresh(9, State.CURRENT);
        assertThat(refusal(lists.sign(5))).contains("version 5");
        lists.root = RootKey.generate();
        assertThat(refusal(lists.sign(6))).contains("root key");
        assertThat(ask("key-list", "list", "!!!").get("ok").getAsBoolean()).isFalse();
        accept(request());
    }

    @Test
    void the_root_key_changes_hands_by_a_list_that_names_the_next() throws Exception {
        RootKey heir = RootKey.generate();
        lists.nextRoot = Optional.of(heir.publicKey());
        bring(lists.sign(1));
        lists.root = heir;
        lists.nextRoot = Optional.empty();

        assertThat(bring(lists.sign(2)).get("version").getAsLong()).isEqualTo(2);
    }

    @Test
    void a_next_sealing_key_opens_before_the_server_knows_it_and_the_one_before_afterwards()
            throws Exception {
        JsonObject asked = ask("sealing-key", "known", 1, "next", true);
        GatewayKey fresh = key(asked.getAsJsonObject("next"));
        JsonObject again = ask("sealing-key", "known", 1, "next", true);

        assertThat(again).isEqualTo(asked);
        assertThat(fresh.generation()).isEqualTo(2);
        restart(); // after a crash here neither end has lost the other
        accept(request());
        TestRequest toNext = request();
        toNext.gateway = fresh;
        accept(toNext);
        accept(request());
        tunnel = proxy.nextTunnel();

        assertThat(ask("sealing-key", "known", 2).get("generation").getAsInt()).isEqualTo(2);
        assertThat(ask("sealing-key", "known", 7).get("ok").getAsBoolean()).isFalse();
    }

    @Test
    void a_pre_shared_key_opens_beside_the_one_before_and_makes_the_lowest_suite_count()
            throws Exception {
        lists.minimumSuite = Suite.AUTH_PSK_CHACHA20_POLY1305.octet();
        bring(lists.sign(1));
        accept(request()); // nothing else could open yet
        PreSharedKey first = new PreSharedKey(1, Secret.random(32));
        PreSharedKey second = new PreSharedKey(2, Secret.random(32));
        PreSharedKey third = new PreSharedKey(3, Secret.random(32));
        share(first);
        share(second);
        share(second);

        assertRefused(request().seal(), RefusalReason.UNSUPPORTED_SUITE);
        restart();
        accept(withPsk(first));
        accept(withPsk(second));
        tunnel = proxy.nextTunnel();
        share(third);
        assertRefused(withPsk(first).seal(), RefusalReason.UNKNOWN_PRE_SHARED_KEY);
        accept(withPsk(second));
        accept(withPsk(third));
    }

    @Test
    void a_renewed_certificate_is_used_from_the_next_dial_on() throws Exception {
        String csr = ask("certificate-request").get("csr").getAsString();
        assertThat(ask("certificate-request").get("csr").getAsString()).isNotEmpty();
        X509Certificate renewed =
                fleet.ca.issueGateway(
                        CertificateSigning.parse(csr),
                        identity.gatewayId(),
                        Instant.now(),
                        Duration.ofDays(900));

        assertThat(certificate(renewed, fleet.ca.certificate()).get("ok").getAsBoolean()).isTrue();
        assertThat(certificate(renewed, fleet.ca.certificate()).get("ok").getAsBoolean()).isTrue();

        restart();
        accept(request());
        proxy.nextTunnel();
        assertThat(proxy.requests)
                .last()
                .satisfies(dialled -> assertThat(dialled.certificate()).isEqualTo(renewed));
        assertThat(states().get(states().size() - 1).certificateDays().orElseThrow())
                .isBetween(898, 900);
    }

    @Test
    void a_certificate_for_another_key_name_or_by_another_authority_is_not_taken()
            throws Exception {
        String csr = ask("certificate-request").get("csr").getAsString();
        var request = CertificateSigning.parse(csr);
        Duration year = Duration.ofDays(365);
        FleetCa other = FleetCa.create("another", Instant.now());
        String otherKey =
                CertificateSigning.requestPem(
                        CertificateSigning.newKeyPair(), identity.gatewayId());

        X509Certificate byOther =
                other.issueGateway(request, identity.gatewayId(), Instant.now(), year);
        assertNotTaken(certificate(byOther, other.certificate()));
        assertNotTaken(certificate(byOther, fleet.ca.certificate()));
        assertNotTaken(
                certificate(
                        fleet.ca.issueGateway(request, "meter-18", Instant.now(), year),
                        fleet.ca.certificate()));
        assertNotTaken(
                certificate(
                        fleet.ca.issueGateway(
                                CertificateSigning.parse(otherKey),
                                identity.gatewayId(),
                                Instant.now(),
                                year),
                        fleet.ca.certificate()));
    }

    @Test
    void what_a_crash_leaves_behind_is_no_hindrance() throws Exception {
        Path keys = home.resolve("keys");
        ask("sealing-key", "known", 1, "next", true);
        Path index = keys.resolve("rotation.json");
        Path next = only(keys, "generation-2-*");
        byte[] withNext = Files.readAllBytes(index);

        Files.delete(index); // as if it had ended between the key's file and the index
        restart();
        accept(request());
        tunnel = proxy.nextTunnel();
        GatewayKey made = key(ask("sealing-key", "known", 1, "next", true).getAsJsonObject("next"));
        restart();
        TestRequest toMade = request();
        toMade.gateway = made;
        accept(toMade);

        gateway.close();
        Files.copy(next, keys.resolve("generation-9-0000.key")); // not removed before it ended
        Files.write(index, withNext, StandardOpenOption.TRUNCATE_EXISTING);
        Files.write(next, new byte[0]);
        try {
            gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), identity, CLOCK);
        } catch (IOException damaged) {
            assertThat(damaged)
                    .hasMessageContaining("rotation.json")
                    .hasMessageContaining("backup");
        }
    }

    @Test
    void status_and_audit_are_answered_and_nothing_secret_is_in_them() throws Exception {
        bring(lists.sign(3));
        share(new PreSharedKey(1, Secret.of(new byte[32])));
        await().until(() -> events().contains("tunnel-up"));

        JsonObject status = ask("status").getAsJsonObject("status");
        JsonObject page = ask("audit", "limit", 2);
        JsonObject rest = ask("audit", "before", 3);

        assertThat(status.get("gateway").getAsString()).isEqualTo(identity.gatewayId());
        assertThat(status.getAsJsonObject("keys").get("listVersion").getAsLong()).isEqualTo(3);
        assertThat(status.toString())
                .doesNotContain(Base64.getEncoder().encodeToString(new byte[32]));
        assertThat(page.getAsJsonArray("entries")).hasSize(2);
        assertThat(page.get("more").getAsBoolean()).isTrue();
        assertThat(
                        page.getAsJsonArray("entries")
                                .get(0)
                                .getAsJsonObject()
                                .get("event")
                                .getAsString())
                .isEqualTo("pre-shared-key");
        assertThat(rest.getAsJsonArray("entries")).hasSize(2);
        assertThat(rest.get("more").getAsBoolean()).isFalse();
        assertThat(GatewayInspection.status(home).orElseThrow().get("keys"))
                .isEqualTo(status.get("keys"));
    }

    @Test
    void anything_else_is_refused_in_words() throws Exception {
        for (String question : List.of("", "[]", "{}", "{\"op\":7}", "{\"op\":\"reboot\"}")) {
            JsonObject answer = parse(question);
            assertThat(answer.get("ok").getAsBoolean()).isFalse();
            assertThat(answer.get("error").getAsString()).isNotBlank();
        }
        for (String operation : List.of("key-list", "sealing-key", "certificate", "psk")) {
            assertThat(ask(operation).get("ok").getAsBoolean()).isFalse();
        }
        accept(request());
    }

    private static void assertNotTaken(JsonObject answer) {
        assertThat(answer.get("ok").getAsBoolean()).isFalse();
    }

    private static Path only(Path directory, String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(directory, pattern)) {
            return files.iterator().next();
        }
    }

    private void restart() throws Exception {
        gateway.close();
        proxy.tunnels.clear();
        gateway =
                PrivateProxy.open(
                        configuration(AccessBudget.defaults()),
                        GatewayIdentity.load(home).orElseThrow(),
                        CLOCK);
    }

    private TestRequest withPsk(PreSharedKey psk) {
        TestRequest request = request();
        request.suite = Suite.AUTH_PSK_CHACHA20_POLY1305;
        request.gateway =
                new GatewayKey(
                        identity.gatewayId(),
                        1,
                        identity.sealingKeys().publicKey(),
                        Optional.of(psk));
        return request;
    }

    private GatewayKey key(JsonObject next) {
        return new GatewayKey(
                identity.gatewayId(),
                next.get("generation").getAsInt(),
                SealingPublicKey.fromBase64(next.get("key").getAsString()),
                Optional.empty());
    }

    private List<GatewayState> states() {
        return proxy.requests.stream().map(r -> GatewayState.parse(r.state())).toList();
    }

    private void share(PreSharedKey key) throws Exception {
        String base64 = Octets.of(key.key().copy()).base64();
        assertThat(ask("psk", "epoch", key.epoch(), "key", base64).get("ok").getAsBoolean())
                .isTrue();
    }

    private JsonObject certificate(X509Certificate own, X509Certificate issuer) throws Exception {
        return ask(
                "certificate",
                "certificate",
                Certificates.pem(List.of(own)),
                "fleetCa",
                Certificates.pem(List.of(issuer)));
    }

    private JsonObject bring(SignedKeyList list) throws Exception {
        JsonObject answer = ask("key-list", "list", list.encode().base64());
        assertThat(answer.get("ok").getAsBoolean()).as(answer.toString()).isTrue();
        return answer;
    }

    private String refusal(SignedKeyList list) throws Exception {
        JsonObject answer = ask("key-list", "list", list.encode().base64());
        assertThat(answer.get("ok").getAsBoolean()).isFalse();
        return answer.get("error").getAsString();
    }

    private JsonObject ask(String operation, Object... members) throws Exception {
        JsonObject question = new JsonObject();
        question.addProperty("op", operation);
        for (int i = 0; i < members.length; i += 2) {
            Object value = members[i + 1];
            if (value instanceof Number number) {
                question.addProperty((String) members[i], number);
            } else if (value instanceof Boolean flag) {
                question.addProperty((String) members[i], flag);
            } else {
                question.addProperty((String) members[i], value.toString());
            }
        }
        return parse(question.toString());
    }

    private JsonObject parse(String question) throws Exception {
        String answer = tunnel.ask(question).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return JsonParser.parseString(answer).getAsJsonObject();
    }
}
