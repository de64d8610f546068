/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttConnection;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttReceipt;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTimes;
import io.reveille.mqtt.MqttTopics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Someone who may publish to a gateway's topic. */
final class MqttSender implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MqttConnection connection;

    MqttSender(int port) {
        connection =
                MqttConnection.start(
                        settings(port, "sender", MqttProtocol.AUTO),
                        List.of(),
                        (message, taken) -> taken.run());
    }

    static MqttSignalSource source(int port, MqttProtocol protocol, SignalListener listener) {
        return new MqttSignalSource(
                settings(port, "reveille-" + SealedRequests.GATEWAY, protocol),
                MqttTopics.DEFAULT,
                SealedRequests.GATEWAY,
                listener);
    }

    private static MqttSettings settings(int port, String id, MqttProtocol protocol) {
        return new MqttSettings(
                "127.0.0.1",
                port,
                Optional.empty(),
                id,
                Optional.empty(),
                protocol,
                Duration.ofHours(1),
                Optional.of(MqttTopics.DEFAULT.presence(id)),
                new MqttTimes(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(400)));
    }

    /** Publishes; returns when the broker has it. */
    void send(Octets octets) throws Exception {
        assertThat(
                        connection
                                .publish(
                                        MqttTopics.DEFAULT.request(SealedRequests.GATEWAY),
                                        octets,
                                        Duration.ofMinutes(5),
                                        LIMIT)
                                .toCompletableFuture()
                                .get(LIMIT.toSeconds() + 1, TimeUnit.SECONDS))
                .isEqualTo(MqttReceipt.ACCEPTED);
    }

    @Override
    public void close() {
        connection.close();
    }
}
