/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TextForm;
import io.reveille.tests.mqtt.Mosquitto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and other messages by way of mosquitto, with mosquitto's own sender too. */
class MqttSignalSourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Octets REQUEST =
            Octets.fromHex("d1" + "01".repeat(97)); // as long as one with an IPv4 address

    @TempDir Path folder;
    private final List<Octets> received = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ready = new AtomicBoolean(true);
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

    private MqttSignalSource source(MqttProtocol protocol) {
        MqttSignalSource source = MqttSender.source(broker.port(), protocol, this::received);
        await().atMost(LIMIT).until(() -> source.health().contains("MQTT: connected to"));
        return source;
    }

    private void received(SignalChannel channel, Octets octets, String origin) {
        assertThat(channel).isEqualTo(SignalChannel.MQTT);
        assertThat(origin).isEqualTo("mqtt from 127.0.0.1:" + broker.port());
        if (!ready.get()) {
            throw new IllegalStateException("not now");
        }
        received.add(octets);
    }

    /** What anyone has: mosquitto_pub. */
    private void publish(byte[] payload, String... more) throws Exception {
        Path file = Files.write(folder.resolve("payload"), payload);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mosquitto_pub",
                                "-p",
                                broker.port() + "",
                                "-q",
                                "1",
                                "-t",
                                "reveille/v1/pump-17/request",
                                "-f",
                                file.toString()));
        command.addAll(List.of(more));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void takes_requests_as_octets_and_as_text_and_refuses_what_is_too_long(MqttProtocol protocol)
            throws Exception {
        try (MqttSignalSource source = source(protocol)) {
            publish(REQUEST.toArray());
            publish(
                    ("please: " + TextForm.encode(REQUEST) + " thanks")
                            .getBytes(StandardCharsets.UTF_8));
            publish(new byte[513 * 4]);
            publish(new byte[300_000]);
            publish(new byte[0]);
            publish(new byte[] {7});

            await().atMost(LIMIT).until(() -> received.size() == 3);
            assertThat(received).containsExactly(REQUEST, REQUEST, Octets.of(new byte[] {7}));
            assertThat(source.health()).contains("3 possible access requests taken");
        }
    }

    @Test
    void refuses_what_was_retained() throws Exception {
        publish(REQUEST.toArray(), "-r");
        try (MqttSignalSource source = source(MqttProtocol.V3_1_1)) {
            await().atMost(LIMIT).until(() -> source.health().contains("1 messages refused"));
            publish(new byte[] {7});
            await().atMost(LIMIT).until(() -> !received.isEmpty());
        }
        assertThat(received).containsExactly(Octets.of(new byte[] {7}));
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void what_could_not_be_judged_outlasts_a_crash(MqttProtocol protocol) throws Exception {
        ready.set(false);
        try (MqttSignalSource source = source(protocol)) {
            publish(REQUEST.toArray());
            await().atMost(LIMIT).until(() -> source.health().contains("1 to be offered again"));
        }
        broker.restart();
        ready.set(true);

        try (MqttSignalSource source = source(protocol)) {
            await().atMost(LIMIT).until(() -> received.equals(List.of(REQUEST)));
            assertThat(source.channel()).isEqualTo(SignalChannel.MQTT);
        }
    }

    @Test
    void a_flood_that_cannot_be_judged_waits_with_the_broker() throws Exception {
        try (MqttSender sender = new MqttSender(broker.port());
                MqttSignalSource source = source(MqttProtocol.AUTO)) {
            ready.set(false);
            for (int i = 0; i < 200; i++) {
                sender.send(Octets.of(new byte[] {(byte) i, 1}));
            }
            ready.set(true);
            sender.send(REQUEST);

            await().atMost(LIMIT).until(() -> received.size() == 201);
            assertThat(received).contains(REQUEST);
            assertThat(source.health()).contains("201 possible access requests taken");
        }
    }
}
