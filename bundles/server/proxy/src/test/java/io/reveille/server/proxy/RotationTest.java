/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.crypto.Octets;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TextForm;
import io.reveille.protocol.Verdict;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.KeyOffice;
import io.reveille.server.registry.KeyTask;
import io.reveille.server.registry.RequestOrder;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rotation and revocation with the server's and the gateway's real parts. */
@Timeout(120)
class RotationTest {
    private static final String ID = "gw7";
    private static final int SUITE = 1;
    private static final int SENDER_LOW = 3;
    private static final int GENERATION = 4;
    private static final int EPOCH = 5;

    @TempDir Path home;
    private TestService echo;
    private TestServer server;
    private RealGateway gateway;
    private KeyLife life;
    private KeyOffice office;

    @BeforeEach
    void start() throws Exception {
        echo = TestService.echo();
        server = new TestServer(home.resolve("server"));
        life = server.registry.keyLife();
        office = server.registry.keyOffice();
        gateway = new RealGateway(server, ID, echo.address(), home.resolve("gateway"), true).on();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
        echo.close();
    }

    @Test
    void a_gateway_that_slept_through_several_rotations_catches_up_in_its_next_tunnel()
            throws Exception {
        access();
        awaitCaughtUp();
        gateway.off();
        awaitNoTunnel();
        Octets before = last();
        for (int i = 0; i < 3; i++) {
            office.rotateSender();
        }
        office.rotateServer();
        for (KeyTask task : KeyTask.values()) {
            office.order(task, Optional.of(ID));
        }

        gateway.on();
        access();
        awaitCaughtUp();

        int sealedBy =
                last().at(SENDER_LOW); // a key that it knew: the current one of before, or the next
        assertThat(sealedBy)
                .isBetween(before.at(SENDER_LOW), before.at(SENDER_LOW) + 1)
                .isNotEqualTo(server.registry.keys().currentSender().id());
        assertThat(stored().keyGeneration()).isEqualTo(2);
        gateway.off();
        awaitNoTunnel();
        gateway.on();
        access();
        assertThat(last().at(SUITE)).isEqualTo(0x11);
        assertThat(last().at(SENDER_LOW)).isEqualTo(server.registry.keys().currentSender().id());
        assertThat(last().at(GENERATION)).isEqualTo(2);
        assertThat(last().at(EPOCH)).isEqualTo(2);
        assertThat(gateway.receive(before).orElseThrow())
                .isInstanceOf(Verdict.Refused.class); // played back
    }

    @Test
    void a_revoked_sender_key_opens_nothing_at_a_gateway_that_has_the_list() throws Exception {
        access();
        awaitCaughtUp();
        Octets byRevoked = sealedAside();
        int revoked = server.registry.keys().currentSender().id();
        office.revokeSender(revoked);
        await().atMost(Duration.ofSeconds(40)).until(() -> listOf(ID) == life.keyListVersion());

        assertThat(gateway.receive(byRevoked).orElseThrow())
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(RefusalReason.REVOKED_KEY));
    }

    @Test
    void a_gateway_whose_keys_were_all_revoked_in_its_sleep_is_shown_as_stranded()
            throws Exception {
        access();
        awaitCaughtUp();
        gateway.off();
        awaitNoTunnel();
        assertThat(office.stranded(ID)).isEmpty();

        for (int i = 0; i < 2; i++) { // its current and its next
            office.revokeSender(server.registry.keys().currentSender().id());
        }

        assertThat(office.stranded(ID)).get().asString().contains("sender key");
    }

    @Test
    void another_authority_takes_over_once_the_gateway_that_slept_has_heard_of_it()
            throws Exception {
        access();
        awaitCaughtUp();
        gateway.off();
        awaitNoTunnel();
        office.rotateCa(false);
        assertThatThrownBy(() -> office.rotateCa(false)).isInstanceOf(IllegalStateException.class);
        gateway.on();
        access();
        awaitCaughtUp();
        office.rotateCa(false);
        office.rotateServer();
        gateway.off();
        awaitNoTunnel();

        gateway.on();
        access();
        awaitCaughtUp();
        gateway.off();
        awaitNoTunnel();
        gateway.on();
        access();

        JsonObject keys = status().getAsJsonObject("keys");
        assertThat(keys.get("listVersion").getAsLong()).isEqualTo(life.keyListVersion());
    }

    @Test
    void a_gateway_without_a_list_takes_the_first_that_its_tunnel_brings() throws Exception {
        try (RealGateway old =
                new RealGateway(server, "gw8", echo.address(), home.resolve("old"), false).on()) {
            echoThrough("gw8");

            await().until(() -> listOf("gw8") == life.keyListVersion());
            assertThat(old.verdicts).hasOnlyElementsOfType(Verdict.Accepted.class);
        }
    }

    @Test
    void a_revoked_gateway_loses_its_tunnel_at_once_and_gets_no_other() throws Exception {
        Octets kept = sealedAside();
        try (Socket client = server.client(ID, "echo")) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);

            server.registry.registry().revoke(ID);

            awaitNoTunnel();
            assertThat(ends(client)).isTrue();
        }
        assertThat(gateway.receive(kept).orElseThrow()).isInstanceOf(Verdict.Accepted.class);
        await().until(() -> gateway.events().contains("dial-failed"));
        assertThat(server.proxy.tunnels()).isEmpty();
    }

    @Test
    void a_gateway_that_boots_in_1970_is_reached_and_has_the_time_from_its_tunnel()
            throws Exception {
        gateway.off();
        office.rotateServer(); // its certificate is younger than anything that the gateway has seen
        gateway.clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)).on();

        access();

        awaitCaughtUp();
        Instant told = Instant.parse(status().get("time").getAsString());
        assertThat(told).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @Test
    void people_ask_a_gateway_how_it_is_through_its_tunnel_and_wake_it_if_they_want()
            throws Exception {
        assertThatThrownBy(() -> server.proxy.status(ID, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--wake");

        JsonObject woken = JsonParser.parseString(server.proxy.status(ID, true)).getAsJsonObject();
        JsonArray entries =
                JsonParser.parseString(server.proxy.audit(ID, OptionalLong.empty(), 200, false))
                        .getAsJsonObject()
                        .getAsJsonArray("entries");

        assertThat(woken.getAsJsonObject("status").get("gateway").getAsString()).isEqualTo(ID);
        assertThat(entries)
                .extracting(entry -> entry.getAsJsonObject().get("event").getAsString())
                .contains("started", "accepted", "tunnel-up");
        assertThat(server.endedSession().gatewayId()).isEqualTo(ID);
    }

    private static boolean ends(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException aborted) {
            return true;
        }
    }

    /** A request that was sealed, but is kept back. */
    private Octets sealedAside() {
        String text =
                server.proxy
                        .request(
                                new RequestOrder(
                                        ID,
                                        "echo",
                                        SignalChannel.SMS,
                                        RequestOrder.Manner.PRINT,
                                        Duration.ofMinutes(10)))
                        .text()
                        .orElseThrow();
        return TextForm.find(text).orElseThrow();
    }

    private void access() throws Exception {
        echoThrough(ID);
    }

    private void echoThrough(String id) throws Exception {
        try (Socket client = server.client(id, "echo")) {
            client.getOutputStream().write(42);
            assertThat(client.getInputStream().read()).isEqualTo(42);
        }
    }

    private void awaitCaughtUp() {
        await().until(() -> life.due(ID).isEmpty() && listOf(ID) == life.keyListVersion());
    }

    private void awaitNoTunnel() {
        await().until(() -> server.proxy.tunnels().isEmpty());
    }

    private JsonObject status() {
        return status(ID);
    }

    private JsonObject status(String id) {
        return JsonParser.parseString(server.proxy.status(id, false))
                .getAsJsonObject()
                .getAsJsonObject("status");
    }

    private long listOf(String id) {
        JsonObject keys = status(id).getAsJsonObject("keys");
        return keys.has("listVersion") ? keys.get("listVersion").getAsLong() : 0;
    }

    private Gateway stored() {
        return server.registry.registry().gateway(ID).orElseThrow();
    }

    private Octets last() {
        return List.copyOf(gateway.requests).get(gateway.requests.size() - 1);
    }
}
