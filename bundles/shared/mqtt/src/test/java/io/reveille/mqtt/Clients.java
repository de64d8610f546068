/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import io.reveille.crypto.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clients with short pauses, and an inbox that keeps what came. */
final class Clients {
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final MqttTimes TIMES =
            new MqttTimes(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(50),
                    Duration.ofMillis(400));

    private Clients() {}

    static MqttSettings settings(int port, String id, MqttProtocol protocol) {
        return new MqttSettings(
                "127.0.0.1",
                port,
                Optional.empty(),
                id,
                Optional.empty(),
                protocol,
                Duration.ofHours(1),
                Optional.of("presence/" + id),
                TIMES);
    }

    static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static MqttReceipt publish(MqttConnection from, String topic, Octets payload) throws Exception {
        return from.publish(topic, payload, Duration.ofMinutes(5), LIMIT)
                .toCompletableFuture()
                .get(LIMIT.toSeconds() + 1, TimeUnit.SECONDS);
    }

    /** Keeps messages; takes them, or leaves them unacknowledged. */
    static final class Kept implements MqttInbox {
        final List<MqttMessageIn> messages = new CopyOnWriteArrayList<>();
        final List<Runnable> untaken = new CopyOnWriteArrayList<>();
        final AtomicBoolean takes = new AtomicBoolean(true);

        @Override
        public void received(MqttMessageIn message, Runnable taken) {
            if (takes.get()) {
                taken.run();
            } else {
                untaken.add(taken);
            }
            messages.add(message);
        }

        List<String> texts() {
            return messages.stream()
                    .map(m -> new String(m.payload().toArray(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
