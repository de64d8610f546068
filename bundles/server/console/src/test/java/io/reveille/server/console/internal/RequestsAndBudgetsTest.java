/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.internal.ServerRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access requests by hand, and what messages may cost. */
class RequestsAndBudgetsTest {
    @TempDir Path home;
    private final PartsForTest parts = new PartsForTest();
    private ServerRegistry registry;
    private ApiForTest api;

    @BeforeEach
    void start() {
        api = ApiForTest.open(home, parts);
        registry = api.registry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void tells_what_messages_have_cost_and_what_budgets_are_in_use() {
        charge("0.075 EUR");
        charge("0.08 EUR");

        ApiResponse response = api.ask("GET", "budgets", "");

        JsonObject json = response.body().getAsJsonObject();
        assertThat(json.get("day"))
                .hasToString(
                        "{\"messages\":2,\"messagesOfUnknownCost\":0,\"cost\":[\"0.155 EUR\"]}");
        assertThat(json.get("gatewaysMonth").toString())
                .contains("\"gateway\":\"gw7\",\"channel\":\"SMS\",\"messages\":2");
        assertThat(json.get("use"))
                .hasToString(
                        "[{\"scope\":\"gateway\",\"subject\":\"gw7\",\"used\":2,\"most\":60,\"periodSeconds\":3600}]");
    }

    @Test
    void hands_out_a_request() {
        ApiResponse response =
                request(
                        "{\"gateway\":\"gw7\",\"service\":\"ssh\",\"channel\":\"mail\",\"manner\":\"expect\",\"validitySeconds\":600}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().toString())
                .contains("\"channel\":\"EMAIL\"")
                .contains("\"manner\":\"EXPECT\"")
                .contains("\"text\":\"0QEtext\"");
        assertThat(parts.orders)
                .containsExactly(
                        new RequestOrder(
                                "gw7",
                                "ssh",
                                SignalChannel.EMAIL,
                                RequestOrder.Manner.EXPECT,
                                Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"gateway\":\"gw7\"}",
                "{\"gateway\":\"gw7\",\"service\":\"ssh\",\"channel\":\"pigeon\"}",
                "{\"gateway\":\"gw7\",\"service\":\"ssh\",\"channel\":\"sms,mqtt\"}",
                "{\"gateway\":\"gw7\",\"service\":\"ssh\",\"manner\":\"shout\"}",
                "{\"gateway\":\"gw7\",\"service\":\"ssh\",\"validitySeconds\":5}",
                "{\"gateway\":\"gw7\",\"service\":\"ssh\",\"validitySeconds\":\"soon\"}"
            })
    void refuses_a_request_that_is_not_one(String body) {
        assertThat(request(body).status()).isEqualTo(400);
        assertThat(parts.orders).isEmpty();
    }

    private ApiResponse request(String body) {
        return api.ask("POST", "requests", body);
    }

    private void charge(String cost) {
        registry.signals()
                .charge(
                        new SignalCharge(
                                Instant.now(),
                                "gw7",
                                "192.0.2.7",
                                SignalChannel.SMS,
                                "smpp test",
                                Optional.of(Money.parse(cost))));
    }
}
