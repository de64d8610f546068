/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A modem and an emulated one at the other end of a line, for one test. */
abstract class ModemContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static final ModemSettings BRISK =
            ModemSettings.defaults()
                    .withPeriods(Duration.ofSeconds(60), Duration.ofSeconds(1))
                    .withTimes(Duration.ofMillis(600), Duration.ofSeconds(2))
                    .withSending(
                            SendSettings.defaults()
                                    .withTime(Duration.ofSeconds(2))
                                    .withAttempts(3, Duration.ofMillis(50)))
                    .withReopenPauses(Duration.ofMillis(50), Duration.ofMillis(400));

    final RecordingInbox inbox = new RecordingInbox();
    private final List<AutoCloseable> opened = new ArrayList<>();
    ModemEmulator emulator;
    Modem modem;

    /** Where the emulated modem is to be. */
    abstract String line() throws IOException;

    ModemEmulator emulate(String profile) throws IOException {
        return emulate(profile, Subscriber.of("+4915112345678"));
    }

    ModemEmulator emulate(String profile, Subscriber subscriber) throws IOException {
        emulator =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(subscriber).withLine(line()).withProfile(profile));
        opened.add(emulator);
        return emulator;
    }

    Modem open(ModemSettings settings) {
        return use(SerialAddress.parse(emulator.address()).connector(), settings);
    }

    Modem use(SerialConnector connector, ModemSettings settings) {
        modem = new Modem(connector, settings);
        opened.add(modem);
        modem.deliverTo(inbox);
        modem.open();
        return modem;
    }

    void openAndAwaitReady() {
        open(BRISK);
        awaitState(ModemState.READY);
        awaitQuiet();
    }

    /** Until the modem has been asked everything once, so that faults meet what the test does. */
    void awaitQuiet() {
        await().atMost(PATIENCE).until(() -> modem.lastStatus().isPresent());
    }

    void awaitState(ModemState state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(modem.state()).as(modem.health()).isEqualTo(state));
    }

    void awaitShown(String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(inbox.texts())
                                        .as(modem.health())
                                        .containsExactlyInAnyOrder(texts));
    }

    /** How many messages are in the modem, wherever. */
    int stored() {
        return emulator.stored("SM") + emulator.stored("ME");
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }
}
