/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttConnection;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTimes;
import io.reveille.mqtt.MqttTopics;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRate;
import io.reveille.tests.mqtt.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The route and a gateway's end, with mosquitto between them. */
class MqttRouteTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration VALIDITY = Duration.ofSeconds(90);
    private static final Gateway GATEWAY = Gateways.gateway(Optional.empty());
    private static final Octets SEALED = Octets.fromHex("d1".repeat(98));

    @TempDir Path folder;
    private final List<Octets> received = new CopyOnWriteArrayList<>();
    private final List<SignalNews> news = new CopyOnWriteArrayList<>();
    private Mosquitto broker;

    @BeforeEach
    void start() throws Exception {
        broker = Mosquitto.open(folder);
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private MqttSettings settings(
            String id, MqttProtocol protocol, Duration expiry, Optional<String> presence) {
        return new MqttSettings(
                "127.0.0.1",
                broker.port(),
                Optional.empty(),
                id,
                Optional.empty(),
                protocol,
                expiry,
                presence,
                new MqttTimes(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(400)));
    }

    private MqttRoute route(MqttProtocol protocol) {
        MqttRoute route =
                MqttRoute.start(
                        new MqttRouteSettings(
                                settings("server", protocol, Duration.ZERO, Optional.empty()),
                                MqttTopics.DEFAULT,
                                true,
                                Duration.ofSeconds(10),
                                Optional.of(Money.parse("0.001 EUR")),
                                Optional.of(SignalRate.parse("60/min"))));
        await().atMost(LIMIT).until(() -> route.health().state() == RouteHealth.State.UP);
        return route;
    }

    private MqttConnection gateway() {
        String id = GATEWAY.id();
        return MqttConnection.start(
                settings(
                        "site",
                        MqttProtocol.AUTO,
                        Duration.ofHours(1),
                        Optional.of(MqttTopics.DEFAULT.presence(id))),
                List.of(MqttTopics.DEFAULT.request(id)),
                (message, taken) -> {
                    received.add(message.payload());
                    taken.run();
                });
    }

    private String send(MqttRoute route) throws Exception {
        return route.send(GATEWAY, SEALED, VALIDITY, news::add)
                .toCompletableFuture()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void a_gateway_is_reached_once_it_was_seen_and_is_sent_requests_octet_for_octet(
            MqttProtocol protocol) throws Exception {
        try (MqttRoute route = route(protocol)) {
            assertThat(route.reaches(GATEWAY)).isFalse();
            try (MqttConnection site = gateway()) {
                await().atMost(LIMIT).until(() -> route.reaches(GATEWAY));

                assertThat(send(route)).isEqualTo("acknowledged by 127.0.0.1:" + broker.port());
                await().atMost(LIMIT).until(() -> received.equals(List.of(SEALED)));
                assertThat(site.isUp()).isTrue();
                assertThat(news).isEmpty();
                assertThat(route.health().text()).contains("gateways: 1 online, 0 offline");
                assertThat(route.cost()).contains(Money.parse("0.001 EUR"));
                assertThat(route.rate()).contains(SignalRate.parse("60/min"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void a_request_for_a_gateway_that_is_away_is_kept_by_the_broker_and_that_is_told(
            MqttProtocol protocol) throws Exception {
        try (MqttRoute route = route(protocol)) {
            try (MqttConnection site = gateway()) {
                await().atMost(LIMIT).until(site::isUp);
            }
            await().atMost(LIMIT).until(() -> route.health().text().contains("1 offline"));

            assertThat(send(route)).contains("gateway offline since").contains("keeps it for 90 s");
            await().atMost(LIMIT).until(() -> !news.isEmpty());
            assertThat(news)
                    .singleElement()
                    .satisfies(
                            told -> {
                                assertThat(told.state()).isEqualTo(SignalNews.State.FAILED);
                                assertThat(told.text()).contains("gateway offline since");
                            });
            try (MqttConnection back = gateway()) {
                await().atMost(LIMIT).until(() -> received.equals(List.of(SEALED)));
                assertThat(back.health()).contains("connected");
            }
        }
    }

    @Test
    void a_request_that_nobody_listens_for_has_failed() {
        try (MqttRoute route = route(MqttProtocol.V5)) {
            assertThatThrownBy(() -> send(route))
                    .hasMessageContaining("nobody has subscribed to reveille/v1/gw7/request");
        }
    }

    @Test
    void a_request_outlasts_a_restart_of_the_broker() throws Exception {
        try (MqttRoute route = route(MqttProtocol.AUTO);
                MqttConnection site = gateway()) {
            await().atMost(LIMIT).until(() -> route.reaches(GATEWAY));
            broker.stop();
            await().atMost(LIMIT).until(() -> route.health().state() != RouteHealth.State.UP);
            assertThat(route.health().state()).isEqualTo(RouteHealth.State.DEGRADED);
            var sent = route.send(GATEWAY, SEALED, VALIDITY).toCompletableFuture();

            broker.run();

            assertThat(sent.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).startsWith("acknowledged by");
            await().atMost(LIMIT).until(() -> received.contains(SEALED));
            assertThat(site.health()).contains("connected");
        }
    }
}
