/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.protocol.SignalChannel;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsSignalSourceTest {
    private record Signal(SignalChannel channel, Octets octets, String origin) {}

    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final AtomicInteger seconds = new AtomicInteger();
    private ModemEmulator emulator;
    private Modem modem;

    @BeforeEach
    void start() throws IOException {
        emulator =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of("+4915112345678"))
                                .withLine("tcp:127.0.0.1:0"));
        modem =
                new Modem(
                        SerialAddress.parse(emulator.address()).connector(),
                        ModemSettings.defaults()
                                .withPeriods(Duration.ofSeconds(5), Duration.ofSeconds(1)));
        modem.open();
    }

    @AfterEach
    void stop() {
        modem.close();
        emulator.close();
    }

    @Test
    void a_request_is_handed_on_with_its_origin_and_deleted() {
        SmsSignalSource source = new SmsSignalSource(modem, this::note);

        emulator.receive(octets("D101AA", Address.international("491700000001")));

        soon().untilAsserted(
                        () ->
                                assertThat(signals)
                                        .containsExactly(
                                                new Signal(
                                                        SignalChannel.SMS,
                                                        Octets.fromHex("D101AA"),
                                                        "sms from +491700000001")));
        soon().untilAsserted(() -> assertThat(stored()).isZero());
        assertThat(source.channel()).isEqualTo(SignalChannel.SMS);
        assertThat(source.health()).contains("ready").contains("1 possible access requests taken");
    }

    @Test
    void other_messages_are_left_alone_and_nothing_is_ever_answered() {
        SmsSignalSource source = new SmsSignalSource(modem, this::note);
        emulator.receive(text("Hello, are you there?"));
        emulator.receive(octets("D101AA", Address.international("491700000001")));

        soon().untilAsserted(() -> assertThat(signals).hasSize(1));
        soon().untilAsserted(() -> assertThat(stored()).isEqualTo(1));
        assertThat(emulator.sent()).isEmpty();
        source.close();
    }

    @Test
    void other_messages_are_deleted_where_that_is_configured() {
        SmsSignalSettings settings = new SmsSignalSettings(16_000, 16_999, true, 20, 30);
        SmsSignalSource source = new SmsSignalSource(modem, this::note, settings);
        emulator.receive(text("Hello, are you there?"));
        emulator.receive(octets("D101AA", Address.international("491700000001")));

        soon().untilAsserted(() -> assertThat(signals).hasSize(1));
        soon().untilAsserted(() -> assertThat(stored()).isZero());
        source.close();
    }

    @Test
    void a_flood_is_put_off_rather_than_passed_on() {
        SmsSignalSettings settings = new SmsSignalSettings(16_000, 16_999, false, 3, 1);
        SmsSignalSource source = new SmsSignalSource(modem, this::note, settings);
        for (int i = 0; i < 8; i++) {
            emulator.receive(octets("D1010" + i, Address.international("491700000001")));
        }

        soon().untilAsserted(() -> assertThat(signals).hasSize(3));
        soon().untilAsserted(() -> assertThat(stored()).isEqualTo(5));
        soon().untilAsserted(() -> assertThat(source.health()).doesNotContain(" 0 put off"));
        assertThat(signals).hasSize(3);
        source.close();
    }

    @Test
    void a_request_that_the_listener_failed_to_take_is_offered_again() {
        AtomicInteger calls = new AtomicInteger();
        SmsSignalSource source =
                new SmsSignalSource(
                        modem,
                        (channel, octets, origin) -> {
                            if (calls.incrementAndGet() == 1) {
                                throw new IllegalStateException("not yet");
                            }
                            note(channel, octets, origin);
                        });
        emulator.receive(octets("D101AA", Address.international("491700000001")));

        soon().untilAsserted(() -> assertThat(signals).hasSize(1));
        assertThat(calls).hasValue(2);
        source.close();
    }

    @Test
    void a_senders_name_can_not_break_lines_in_a_log() {
        SmsSignalSource source = new SmsSignalSource(modem, this::note);
        emulator.receive(octets("D101AA", Address.alphanumeric("a\n\rok")));

        soon().untilAsserted(() -> assertThat(signals).hasSize(1));
        assertThat(signals.get(0).origin()).isEqualTo("sms from a??ok");
        source.close();
    }

    @Test
    void once_closed_it_takes_nothing() {
        SmsSignalSource source = new SmsSignalSource(modem, this::note);
        emulator.receive(octets("D10100", Address.international("491700000001")));
        soon().untilAsserted(() -> assertThat(stored()).isZero());
        source.close();

        emulator.receive(octets("D10101", Address.international("491700000001")));

        soon().untilAsserted(() -> assertThat(stored()).isEqualTo(1));
        assertThat(signals).hasSize(1);
    }

    private void note(SignalChannel channel, Octets octets, String origin) {
        signals.add(new Signal(channel, octets, origin));
    }

    private int stored() {
        return emulator.stored("SM") + emulator.stored("ME");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20));
    }

    private Timestamp next() {
        return Timestamp.of(
                OffsetDateTime.parse("2026-11-01T12:00:00+01:00")
                        .plusSeconds(seconds.incrementAndGet()));
    }

    private SmsDeliver octets(String hex, Address from) {
        return SmsDeliver.of(
                from, next(), DataCodingScheme.OCTETS, UserData.octets(OctetString.fromHex(hex)));
    }

    private SmsDeliver text(String text) {
        return SmsDeliver.of(
                Address.international("491700000002"),
                next(),
                DataCodingScheme.GSM7,
                UserData.gsm7(text));
    }
}
