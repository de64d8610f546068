/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static io.reveille.gateway.modem.Messages.octets;
import static io.reveille.gateway.modem.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.emulator.VendorProfile;
import io.reveille.gateway.modem.SmsInbox.Disposition;
import io.reveille.sms.Alphabet;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.MessageClass;
import io.reveille.sms.OctetString;
import io.reveille.sms.Segmenter;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking messages out of a modem, over TCP. */
class ReceivingTest extends ModemContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    static Stream<String> profiles() {
        return VendorProfile.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_message_is_taken_as_it_arrives_and_then_deleted(String profile) throws IOException {
        // given
        emulate(profile);
        openAndAwaitReady();
        // when
        emulator.receive(octets((byte) 0xD1, (byte) 0, (byte) 0xFF));
        emulator.receive(text("hello"));
        // then
        awaitShown("D100FF", "hello");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }

    @Test
    void messages_that_were_there_before_are_taken_at_the_start() throws Exception {
        emulate("generic");
        emulator.receive(text("early"));

        openAndAwaitReady();

        awaitShown("early");
    }

    @Test
    void a_message_stays_until_it_was_taken() throws Exception {
        // given
        emulate("generic");
        inbox.answers(Disposition.LATER);
        openAndAwaitReady();
        emulator.receive(text("one"));
        awaitShown("one");
        assertThat(stored()).isEqualTo(1);
        // when
        inbox.answers(Disposition.TAKEN);
        modem.deliverTo(inbox);
        // then
        awaitShown("one", "one");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }

    @Test
    void a_message_that_was_left_is_not_shown_again_but_to_another_inbox() throws Exception {
        // given
        emulate("generic");
        inbox.answers(Disposition.LEFT);
        openAndAwaitReady();
        emulator.receive(text("one"));
        awaitShown("one");
        modem.deliverTo(inbox);
        emulator.receive(text("two"));
        awaitShown("one", "two");
        // when
        RecordingInbox other = new RecordingInbox();
        modem.deliverTo(other);
        // then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(other.texts()).containsExactlyInAnyOrder("one", "two"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
        assertThat(inbox.texts()).hasSize(2);
    }

    @Test
    void an_inbox_that_fails_loses_nothing() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        modem.deliverTo(
                message -> {
                    throw new IllegalStateException("no");
                });
        emulator.receive(text("one"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isEqualTo(1));

        modem.deliverTo(inbox);

        awaitShown("one");
    }

    @Test
    void without_an_inbox_messages_wait() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        modem.stopDelivering(inbox);
        emulator.receive(text("one"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isEqualTo(1));
        assertThat(inbox.texts()).isEmpty();

        modem.deliverTo(inbox);

        awaitShown("one");
    }

    @Test
    void a_message_in_another_storage_than_the_selected_one_is_taken() throws Exception {
        // given: received messages go to ME, but class 2 is for the SIM
        emulate("huawei");
        openAndAwaitReady();
        assertThat(modem.health()).contains("in ME");
        SmsDeliver toSim =
                SmsDeliver.of(
                        Messages.SENDER,
                        Messages.at(0),
                        DataCodingScheme.of(Alphabet.OCTETS, MessageClass.SIM),
                        UserData.octets(OctetString.fromHex("D1AA")));
        // when
        emulator.receive(toSim);
        emulator.receive(text("next"));
        // then
        awaitShown("D1AA", "next");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }

    @Test
    void parts_stay_in_the_modem_until_the_whole_was_taken() throws Exception {
        // given
        String text = "A long message. ".repeat(20);
        List<SmsDeliver> parts = parts(text);
        assertThat(parts).hasSize(3);
        emulate("generic");
        openAndAwaitReady();
        emulator.receive(parts.get(2));
        emulator.receive(parts.get(0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isEqualTo(2));
        // when: all that the gateway knew is gone
        modem.close();
        openAndAwaitReady();
        emulator.receive(parts.get(1));
        // then
        awaitShown(text);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }

    @Test
    void a_part_that_comes_twice_is_deleted_twice() throws Exception {
        String text = "A long message. ".repeat(15);
        List<SmsDeliver> parts = parts(text);
        emulate("generic");
        openAndAwaitReady();
        emulator.receive(parts.get(0));
        emulator.receive(parts.get(0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isEqualTo(2));

        emulator.receive(parts.get(1));

        awaitShown(text);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }

    @Test
    void a_shown_message_that_nobody_can_take_now_is_sent_again_by_the_network() throws Exception {
        // given: a modem that shows messages and wants them acknowledged
        emulate("awkward");
        inbox.answers(Disposition.LATER);
        openAndAwaitReady();
        // when, then
        assertThat(emulator.receive(text("one")).toCompletableFuture().get()).hasValue(255);
        inbox.answers(Disposition.TAKEN);
        assertThat(emulator.receive(text("one")).toCompletableFuture().get()).isEmpty();
        assertThat(inbox.texts()).containsExactly("one", "one");
    }

    private static List<SmsDeliver> parts(String text) {
        return new Segmenter(() -> 7, false, Set.of())
                .split(text).stream()
                        .map(
                                data ->
                                        SmsDeliver.of(
                                                Messages.SENDER,
                                                Messages.at(0),
                                                DataCodingScheme.GSM7,
                                                data))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "zte", "awkward", "text-ucs2"})
    void a_message_that_comes_twice_is_shown_twice(String profile) throws Exception {
        emulate(profile);
        openAndAwaitReady();

        emulator.receive(Messages.text("again"));
        emulator.receive(Messages.text("again"));

        awaitShown("again", "again");
        emulator.receive(Messages.text("again"));
        awaitShown("again", "again", "again");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }

    @Test
    void a_message_that_is_there_twice_at_the_start_is_shown_twice() throws Exception {
        emulate("generic");
        emulator.receive(Messages.text("again"));
        emulator.receive(Messages.text("again"));

        openAndAwaitReady();

        awaitShown("again", "again");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isZero());
    }
}
