/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import static io.reveille.mqtt.Clients.LIMIT;
import static io.reveille.mqtt.Clients.octets;
import static io.reveille.mqtt.Clients.publish;
import static io.reveille.mqtt.Clients.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.Clients.Kept;
import io.reveille.tests.mqtt.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MqttConnectionTest {
    @TempDir Path folder;
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

    private MqttConnection subscriber(MqttProtocol protocol, Kept inbox) {
        MqttConnection connection =
                MqttConnection.start(
                        settings(broker.port(), "site", protocol), List.of("to/site"), inbox);
        await().atMost(LIMIT).until(connection::isUp);
        return connection;
    }

    private MqttConnection publisher(MqttProtocol protocol) {
        return MqttConnection.start(
                settings(broker.port(), "server", protocol), List.of(), new Kept());
    }

    @ParameterizedTest
    @EnumSource(MqttProtocol.class)
    void carries_messages_octet_for_octet(MqttProtocol protocol) throws Exception {
        Kept inbox = new Kept();
        Octets payload = Octets.of(new byte[] {0, -1, 0x30, -46, 13, 10});

        try (MqttConnection site = subscriber(protocol, inbox);
                MqttConnection server = publisher(protocol)) {
            assertThat(publish(server, "to/site", payload)).isEqualTo(MqttReceipt.ACCEPTED);
            await().atMost(LIMIT).until(() -> inbox.messages.size() == 1);
            assertThat(site.health()).startsWith("connected to 127.0.0.1:" + broker.port());
        }

        assertThat(inbox.messages).containsExactly(new MqttMessageIn("to/site", payload, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void a_session_keeps_what_was_sent_while_its_client_was_away_and_the_broker_restarted(
            MqttProtocol protocol) throws Exception {
        subscriber(protocol, new Kept()).close();
        Kept inbox = new Kept();
        try (MqttConnection server = publisher(protocol)) {
            publish(server, "to/site", octets("while you were out"));
            broker.restart();

            try (MqttConnection site = subscriber(protocol, inbox)) {
                await().atMost(LIMIT).until(() -> inbox.texts().contains("while you were out"));
                assertThat(site.isUp()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void comes_back_by_itself_after_the_broker_was_away(MqttProtocol protocol) throws Exception {
        Kept inbox = new Kept();
        try (MqttConnection site = subscriber(protocol, inbox);
                MqttConnection server = publisher(protocol)) {
            broker.stop();
            await().atMost(LIMIT).until(() -> !site.isUp());
            assertThat(site.health()).startsWith("not connected to 127.0.0.1:" + broker.port());

            broker.run();
            publish(server, "to/site", octets("here again"));

            await().atMost(LIMIT).until(() -> inbox.texts().contains("here again"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void what_was_not_taken_comes_again(MqttProtocol protocol) throws Exception {
        Kept inbox = new Kept();
        inbox.takes.set(false);
        try (BrokerRelay relay = new BrokerRelay(broker.port(), false);
                MqttConnection site =
                        MqttConnection.start(
                                settings(relay.port(), "site", protocol),
                                List.of("to/site"),
                                inbox);
                MqttConnection server = publisher(protocol)) {
            await().atMost(LIMIT).until(site::isUp);
            publish(server, "to/site", octets("once"));
            await().atMost(LIMIT).until(() -> inbox.messages.size() == 1);

            inbox.takes.set(true);
            relay.cut();
            await().atMost(LIMIT).until(() -> inbox.messages.size() == 2);
            inbox.untaken.forEach(Runnable::run); // too late: harmless

            publish(server, "to/site", octets("last"));
            await().atMost(LIMIT).until(() -> inbox.texts().contains("last"));
            assertThat(inbox.texts()).containsExactly("once", "once", "last");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void presence_is_kept_by_the_broker_also_when_the_client_just_vanishes(MqttProtocol protocol)
            throws Exception {
        Kept watcher = new Kept();
        try (BrokerRelay relay = new BrokerRelay(broker.port(), false);
                MqttConnection watch =
                        MqttConnection.start(
                                settings(broker.port(), "watch", protocol),
                                List.of("presence/site"),
                                watcher)) {
            await().atMost(LIMIT).until(watch::isUp);
            MqttConnection site =
                    MqttConnection.start(
                            settings(relay.port(), "site", protocol), List.of(), new Kept());
            await().atMost(LIMIT).until(() -> watcher.texts().equals(List.of("online")));
            relay.leave();
            await().atMost(LIMIT).until(() -> watcher.texts().equals(List.of("online", "offline")));
            site.close();

            try (MqttConnection again =
                    MqttConnection.start(
                            settings(broker.port(), "site", protocol), List.of(), new Kept())) {
                await().atMost(LIMIT).until(again::isUp);
            }
            await().atMost(LIMIT)
                    .untilAsserted(
                            () ->
                                    assertThat(watcher.texts())
                                            .containsExactly(
                                                    "online", "offline", "online", "offline"));
        }
    }

    @Test
    void speaks_the_older_version_only_because_the_broker_says_so() throws Exception {
        try (BrokerRelay relay = new BrokerRelay(broker.port(), true);
                MqttConnection site =
                        MqttConnection.start(
                                settings(relay.port(), "site", MqttProtocol.AUTO),
                                List.of("to/site"),
                                new Kept())) {
            await().atMost(LIMIT).until(site::isUp);
            assertThat(site.health()).contains("by MQTT 3.1.1 since");

            assertThat(relay.versions).containsExactly(5, 4);
        }
    }

    @Test
    void stays_with_version_5_where_that_is_what_is_configured() throws Exception {
        try (BrokerRelay relay = new BrokerRelay(broker.port(), true);
                MqttConnection site =
                        MqttConnection.start(
                                settings(relay.port(), "site", MqttProtocol.V5),
                                List.of("to/site"),
                                new Kept())) {
            await().atMost(LIMIT).until(() -> relay.versions.size() > 1);

            assertThat(relay.versions).containsOnly(5);
            assertThat(site.health()).contains("it does not know this version of MQTT");
        }
    }

    @Test
    void tells_that_nobody_has_subscribed() throws Exception {
        try (MqttConnection server = publisher(MqttProtocol.V5)) {
            assertThat(publish(server, "to/nobody", octets("hello?")))
                    .isEqualTo(MqttReceipt.NO_SUBSCRIBERS);
        }
    }

    @Test
    void a_message_that_cannot_be_sent_in_time_says_why() {
        broker.stop();
        try (MqttConnection server = publisher(MqttProtocol.AUTO)) {
            assertThatThrownBy(
                            () ->
                                    server.publish(
                                                    "to/site",
                                                    octets("x"),
                                                    Duration.ofMinutes(1),
                                                    Duration.ofMillis(500))
                                            .toCompletableFuture()
                                            .get())
                    .hasMessageContaining("not acknowledged within 500 ms")
                    .hasMessageContaining("connection refused");
        }
    }
}
