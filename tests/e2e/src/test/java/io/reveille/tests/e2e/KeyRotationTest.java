/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.cli.Main;
import io.reveille.cli.demo.DemoSite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys rotated by command while the gateway is switched off, and what is seen of it. */
@Timeout(300)
class KeyRotationTest {

    @RegisterExtension
    static final Site SITE = new Site(() -> Map.of("echo", new EchoService().address()), Map.of());

    private final StringWriter err = new StringWriter();

    @Test
    void a_gateway_that_was_off_during_rotations_catches_up_and_survives_kill_9() throws Exception {
        assertThat(status("--wake").get("gateway").getAsString()).isEqualTo(DemoSite.GATEWAY);
        await().atMost(Site.LIMIT).until(() -> keys().getAsJsonArray("pskEpochs").size() == 1);
        SITE.demo().killGateway();
        for (String what : List.of("sender", "sender", "server")) {
            server("keys", "rotate", what);
        }
        for (String what : List.of("sealing-key", "psk", "certificate")) {
            server("keys", "rotate", what, DemoSite.GATEWAY);
        }
        long newest = json(server("keys", "--json")).get("listVersion").getAsLong();

        SITE.demo().startGateway();
        status("--wake");

        await().atMost(Site.LIMIT).until(() -> keys().get("generation").getAsInt() == 2);
        await().atMost(Site.LIMIT).until(() -> keys().getAsJsonArray("pskEpochs").size() == 2);
        assertThat(keys().get("listVersion").getAsLong()).isEqualTo(newest);
        SITE.demo().killGateway();
        SITE.demo().startGateway();
        assertThat(status("--wake").getAsJsonObject("keys").get("generation").getAsInt())
                .isEqualTo(2);

        assertThat(server("devices", "audit", DemoSite.GATEWAY))
                .contains("certificate", "key-list");
        assertThat(gateway("gateway", "audit", "--verify")).contains("The chain holds");
        assertThat(gateway("gateway", "status")).contains("gateway: " + DemoSite.GATEWAY);
        server("devices", "revoke", DemoSite.GATEWAY);
        await().atMost(Site.LIMIT).until(() -> exit("devices", "status", DemoSite.GATEWAY) == 1);
        assertThat(err.toString()).contains("has no tunnel");
    }

    private JsonObject keys() {
        return status().getAsJsonObject("keys");
    }

    private JsonObject status(String... options) {
        List<String> words = new ArrayList<>(List.of("devices", "status", DemoSite.GATEWAY));
        words.add("--json");
        words.addAll(List.of(options));
        return json(server(words.toArray(String[]::new)));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private String server(String... words) {
        return run(SITE.demo().serverDirectory(), words);
    }

    private String gateway(String... words) {
        return run(SITE.demo().gatewayDirectory(), words);
    }

    private int exit(String... words) {
        return execute(SITE.demo().serverDirectory(), new StringWriter(), words);
    }

    private String run(Path home, String... words) {
        StringWriter out = new StringWriter();
        assertThat(execute(home, out, words)).as(err.toString()).isZero();
        return out.toString();
    }

    private int execute(Path home, StringWriter out, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--home");
        all.add(home.toString());
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
