/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A route that is said to mangle octets, and the test that finds out that it does not. */
class TextFormTest {
    @RegisterExtension
    static final Site SITE = new Site(() -> Map.of("echo", new EchoService().address()), Map.of());

    @Test
    void a_gateway_takes_text_and_a_test_of_the_route_goes_back_to_octets() throws Exception {
        JsonObject text = new JsonObject();
        text.addProperty("route", route().get("name").getAsString());
        text.addProperty("form", "text");
        SITE.demo().api().post("signals/form", text);
        assertThat(route().get("form").getAsString()).isEqualTo("text");

        assertThat(exchange()).isEqualTo("hello");
        assertThat(Site.steps(SITE.newest())).contains("D", "H", "I");

        SITE.demo().killGateway();
        await().atMost(Site.LIMIT).until(() -> status().getAsJsonArray("tunnels").isEmpty());
        SITE.demo().startGateway();
        JsonObject order = new JsonObject();
        order.addProperty("to", number());
        JsonObject test = SITE.demo().api().post("signals", order).getAsJsonObject();
        await().atMost(Site.LIMIT)
                .until(
                        () ->
                                SITE.demo()
                                        .api()
                                        .get("signals/" + test.get("id").getAsString())
                                        .getAsJsonObject()
                                        .get("result")
                                        .getAsString()
                                        .equals("BINARY"));
        assertThat(route().get("form").getAsString()).isEqualTo("binary");
        assertThat(route().get("finding").getAsString()).endsWith("took octets");
    }

    private static JsonObject status() {
        return SITE.demo().api().get("status").getAsJsonObject();
    }

    private static JsonObject route() {
        return status().getAsJsonArray("signalRoutes").get(0).getAsJsonObject();
    }

    private static String number() {
        return SITE.demo()
                .api()
                .get("gateways")
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .get("msisdn")
                .getAsString();
    }

    private static String exchange() throws IOException {
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
