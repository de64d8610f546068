/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttMessageIn;
import io.reveille.mqtt.MqttTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PresenceBookTest {
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final PresenceBook book = new PresenceBook(MqttTopics.DEFAULT, () -> now);

    private void read(String topic, String payload, boolean retained) {
        book.read(
                new MqttMessageIn(
                        topic, Octets.of(payload.getBytes(StandardCharsets.US_ASCII)), retained));
    }

    @Test
    void tells_since_when_a_gateway_is_there_or_away() {
        read("reveille/v1/pump/presence", "online", true);
        assertThat(book.of("pump").orElseThrow())
                .hasToString("online since before 2026-11-01T12:00:00Z");

        now = now.plusSeconds(60);
        read("reveille/v1/pump/presence", "offline", false);
        now = now.plusSeconds(60);
        read("reveille/v1/pump/presence", "offline", true); // told again, after a new connection

        assertThat(book.of("pump").orElseThrow()).hasToString("offline since 2026-11-01T12:01:00Z");
        assertThat(book.online()).isZero();
        assertThat(book.offline()).isEqualTo(1);
    }

    @Test
    void forgets_a_gateway_whose_presence_was_deleted() {
        read("reveille/v1/pump/presence", "online", true);
        read("reveille/v1/pump/presence", "", false);

        assertThat(book.of("pump")).isEmpty();
    }

    @Test
    void ignores_what_is_no_presence_of_a_gateway() {
        read("reveille/v1/pump/presence", "ONLINE", true);
        read("reveille/v1/pump/presence", "online ".repeat(1000), true);
        read("reveille/v1/Not An Id/presence", "online", true);
        read("reveille/v1/a/b/presence", "online", true);
        read("reveille/v1/presence", "online", true);
        read("other/pump/presence", "online", true);

        assertThat(book.online() + book.offline()).isZero();
    }
}
