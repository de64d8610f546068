/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import static io.reveille.mqtt.Clients.LIMIT;
import static io.reveille.mqtt.Clients.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.mqtt.Clients.Kept;
import io.reveille.tests.mqtt.Mosquitto;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two clients with one id: the broker ends the connection of the one when the other comes. */
class TakeoverTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

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

    @Test
    void the_one_that_was_there_waits_long_and_says_why_if_the_broker_told() throws Exception {
        try (ServerSocket told = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                MqttConnection first =
                        MqttConnection.start(
                                patient(told.getLocalPort(), MqttProtocol.V5, FIVE_MINUTES),
                                List.of(),
                                new Kept())) {
            try (Socket client = told.accept()) {
                client.getOutputStream()
                        .write(new byte[] {0x20, 0x03, 0x00, 0x00, 0x00}); // CONNACK
                await().atMost(LIMIT).until(first::isUp);
                client.getOutputStream().write(new byte[] {(byte) 0xE0, 0x02, (byte) 0x8E, 0x00});
                await().atMost(LIMIT).until(() -> !first.isUp());
            }

            assertThat(first.health())
                    .contains("another client has connected with the client id site");
            told.setSoTimeout(1_000);
            assertThatThrownBy(told::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void otherwise_the_two_fight_ever_less_and_suspect_each_other(MqttProtocol protocol)
            throws Exception {
        MqttSettings patient = patient(broker.port(), protocol, Duration.ofSeconds(1));
        try (MqttConnection first = MqttConnection.start(patient, List.of(), new Kept());
                MqttConnection second = MqttConnection.start(patient, List.of(), new Kept())) {
            await().atMost(LIMIT)
                    .until(() -> (first.health() + second.health()).contains("another client may"));
        }
        assertThat(connects()).isBetween(3L, 40L);
    }

    private static MqttSettings patient(int port, MqttProtocol protocol, Duration pause) {
        MqttSettings s = settings(port, "site", protocol);
        return new MqttSettings(
                s.host(),
                s.port(),
                s.tls(),
                s.clientId(),
                s.login(),
                s.protocol(),
                s.sessionExpiry(),
                Optional.empty(),
                new MqttTimes(
                        s.times().keepAlive(),
                        s.times().answer(),
                        s.times().shortestPause(),
                        pause));
    }

    private long connects() throws Exception {
        try (var lines = Files.lines(folder.resolve("mosquitto.log"))) {
            return lines.filter(line -> line.contains(" as site (")).count();
        }
    }
}
