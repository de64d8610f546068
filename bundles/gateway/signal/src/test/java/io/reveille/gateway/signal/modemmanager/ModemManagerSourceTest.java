/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.modemmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.reveille.crypto.Octets;
import io.reveille.gateway.signal.ModemManagerSource;
import io.reveille.gateway.signal.SmsSignalSettings;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TextForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against ModemManager's interface on a bus of the test's own. */
@Timeout(90)
class ModemManagerSourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] REQUEST = request();

    @TempDir private Path folder;
    private final Queue<Octets> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private PrivateBus bus;
    private ModemOnBus modem;
    private ModemManagerSource source;

    private static byte[] request() {
        byte[] request = new byte[98];
        request[0] = (byte) 0xD1;
        request[1] = 1;
        return request;
    }

    @BeforeEach
    void start() throws Exception {
        if (!PrivateBus.isInstalled()) {
            String why =
                    "SKIPPED: ModemManagerSourceTest needs dbus-daemon; install: apt-get install"
                            + " dbus";
            System.out.println(why);
            abort(why);
        }
        bus = new PrivateBus(folder);
        modem = new ModemOnBus(bus.address());
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        if (bus != null) {
            modem.close();
            bus.close();
        }
    }

    private void listen() {
        listen(Optional.empty());
    }

    private void listen(Optional<String> imei) {
        source =
                new ModemManagerSource(
                        bus.address(), imei, this::received, SmsSignalSettings.defaults());
    }

    private void received(SignalChannel channel, Octets octets, String origin) {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("not now");
        }
        assertThat(channel).isEqualTo(SignalChannel.SMS);
        assertThat(origin).isEqualTo("sms from +4915100000000");
        taken.add(octets);
    }

    private void awaitTaken(int number) {
        await().atMost(LIMIT).until(() -> taken.size() == number && modem.stored() == 0);
    }

    private void awaitHealth(String part) {
        await().atMost(LIMIT).until(() -> source.health().contains(part));
    }

    @Test
    void a_request_is_taken_and_deleted() throws Exception {
        listen();
        awaitHealth("registered");

        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);

        awaitTaken(1);
        assertThat(taken.peek()).isEqualTo(Octets.of(REQUEST));
        awaitHealth("1 possible access requests taken");
    }

    @Test
    void a_request_in_a_text_is_taken_too() throws Exception {
        listen();
        modem.receive(
                SmsOnBus.RECEIVED, "please: " + TextForm.encode(Octets.of(REQUEST)), new byte[0]);

        awaitTaken(1);
        assertThat(taken.peek()).isEqualTo(Octets.of(REQUEST));
    }

    @Test
    void what_was_there_before_is_taken_at_the_start() throws Exception {
        modem.put(SmsOnBus.RECEIVED, "", REQUEST);
        modem.put(SmsOnBus.RECEIVED, "", REQUEST);

        listen();

        awaitTaken(2);
    }

    @Test
    void other_messages_stay() throws Exception {
        modem.put(SmsOnBus.RECEIVED, "Your balance is 3 EUR", new byte[0]);
        modem.put(SmsOnBus.RECEIVED, "", new byte[] {1, 2, 3});
        listen();
        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);

        await().atMost(LIMIT).until(() -> taken.size() == 1 && modem.stored() == 2);
    }

    @Test
    void a_message_whose_parts_are_still_coming_waits_for_them() throws Exception {
        SmsOnBus longOne = modem.put(SmsOnBus.RECEIVING, "", REQUEST);
        listen();
        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);
        await().atMost(LIMIT).until(() -> taken.size() == 1 && modem.stored() == 1);

        modem.complete(longOne);

        awaitTaken(2);
    }

    @Test
    void a_request_that_cannot_be_judged_now_is_kept_and_offered_again() throws Exception {
        refusals.set(1);
        listen();

        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);

        awaitTaken(1);
        assertThat(refusals).hasValue(0);
    }

    @Test
    void a_message_that_cannot_be_deleted_is_taken_once_and_others_still_come() throws Exception {
        modem.readOnly(true);
        listen();
        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);
        awaitHealth("1 messages were taken and cannot be deleted");

        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);
        awaitHealth("2 messages were taken and cannot be deleted");
        modem.readOnly(false);
        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);

        awaitTaken(3);
    }

    @Test
    void another_modem_than_the_one_meant_is_left_alone() throws Exception {
        modem.put(SmsOnBus.RECEIVED, "", REQUEST);
        listen(Optional.of("350000000000006"));

        awaitHealth("no modem 350000000000006: 'mmcli -L' lists those it has");
        assertThat(modem.stored()).isEqualTo(1);
    }

    @Test
    void the_modem_that_is_meant_is_known_by_its_imei() throws Exception {
        modem.put(SmsOnBus.RECEIVED, "", REQUEST);
        listen(Optional.of(ModemOnBus.IMEI));

        awaitTaken(1);
    }

    @Test
    void a_disabled_modem_is_told_with_what_to_do() {
        modem.state(3);
        listen();

        awaitHealth("is disabled, so it gets no messages");
    }

    @Test
    void another_modemmanager_is_found() throws Exception {
        listen();
        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);
        awaitTaken(1);

        modem.close();
        awaitHealth("Is ModemManager running");
        modem = new ModemOnBus(bus.address());
        modem.put(SmsOnBus.RECEIVED, "", REQUEST);

        awaitTaken(2);
    }

    @Test
    void another_bus_is_found() throws Exception {
        listen();
        modem.receive(SmsOnBus.RECEIVED, "", REQUEST);
        awaitTaken(1);

        bus.kill();
        awaitHealth("Is ModemManager running");
        bus.start();
        modem = new ModemOnBus(bus.address());
        modem.put(SmsOnBus.RECEIVED, "", REQUEST);

        awaitTaken(2);
    }
}
