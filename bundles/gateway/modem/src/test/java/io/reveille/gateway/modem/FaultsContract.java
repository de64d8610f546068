/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static io.reveille.gateway.modem.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.gateway.modem.SmsInbox.Disposition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, messages arrive, each once. */
abstract class FaultsContract extends ModemContract {
    private static final ModemSettings SWEEPING =
            BRISK.withPeriods(Duration.ofSeconds(5), Duration.ofSeconds(1));

    @Test
    void octets_one_at_a_time() throws Exception {
        emulate("generic").faults().oneByteAtATime(true);
        openAndAwaitReady();

        emulator.receive(text("one"));

        awaitShown("one");
    }

    @Test
    void lines_glued_together() throws Exception {
        emulate("huawei").faults().glueLines(true);
        openAndAwaitReady();

        emulator.receive(text("one"));
        emulator.receive(text("two"));

        awaitShown("one", "two");
    }

    @Test
    void garbage_in_between() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().garbage(5_000);
        emulator.receive(text("one"));
        emulator.faults().garbage(100);

        // the announcement itself may have drowned in the garbage
        modem.deliverTo(inbox);

        awaitShown("one");
    }

    @Test
    void garbage_before_the_first_command() throws Exception {
        emulate("generic");
        open(BRISK);
        emulator.faults().garbage(2_000);

        awaitState(ModemState.READY);
        emulator.receive(text("one"));

        awaitShown("one");
    }

    @Test
    void echo_turned_on_again_means_that_the_modem_is_set_up_again() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().echo(true);
        emulator.receive(text("one"));

        awaitShown("one");

        emulator.receive(text("two"));
        awaitShown("one", "two");
    }

    @Test
    void a_restart_in_the_middle_of_a_command() throws Exception {
        emulate("quectel");
        openAndAwaitReady();
        emulator.faults().resetDuringNextCommand();
        emulator.receive(text("one")); // which is announced, and read by the next command

        awaitShown("one");

        emulator.receive(text("two"));
        awaitShown("one", "two");
    }

    @Test
    void a_restart_that_says_nothing_is_noticed_by_the_next_sweep() throws Exception {
        emulate("generic");
        open(SWEEPING);
        awaitState(ModemState.READY);
        emulator.faults().reset();
        emulator.receive(text("one"));

        awaitShown("one");
    }

    @Test
    void answers_that_are_lost() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().loseAnswers(2);
        emulator.receive(text("one"));

        awaitShown("one");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(stored()).isZero());
        assertThat(modem.state()).isEqualTo(ModemState.READY);
    }

    @Test
    void answers_that_come_too_late_are_not_mistaken_for_others() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().delay(Duration.ofMillis(900)); // longer than the modem waits
        emulator.receive(text("one"));
        emulator.faults().delay(Duration.ZERO);

        awaitShown("one");
    }

    @Test
    void a_port_that_goes_and_comes_back() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().unplug();
        emulator.receive(text("one"));
        awaitState(ModemState.OPENING);
        assertThat(modem.health()).contains(emulator.address());

        emulator.faults().plugIn();

        awaitShown("one");
        awaitState(ModemState.READY);
    }

    @Test
    void announcements_that_go_to_another_port() throws Exception {
        // given
        emulate("generic");
        open(BRISK.withPeriods(Duration.ofSeconds(5), Duration.ofSeconds(1)));
        awaitState(ModemState.READY);
        emulator.faults().muteUnsolicited(true);
        emulator.receive(text("one"));
        // when: the next sweep finds it
        awaitShown("one");
        // then
        await().untilAsserted(() -> assertThat(modem.health()).contains("without being announced"));
        emulator.faults().muteUnsolicited(false);
        emulator.receive(text("two"));
        awaitShown("one", "two");
        await().untilAsserted(
                        () -> assertThat(modem.health()).doesNotContain("without being announced"));
    }

    @Test
    void announcements_refused() throws Exception {
        emulate("generic").faults().refuseIndications(true);
        openAndAwaitReady();
        assertThat(modem.health()).contains("polled");

        emulator.receive(text("one"));

        awaitShown("one");
    }

    @Test
    void an_unasked_line_between_header_and_pdu() throws Exception {
        emulate("generic");
        openAndAwaitReady();
        emulator.faults().interruptNextAnswer("+CREG: 1,\"51A0\",\"01A2B3C4\"");
        emulator.receive(text("one"));

        awaitShown("one");
    }

    @Test
    void a_full_storage_makes_room_by_what_was_left_longest() throws Exception {
        // given: messages for nobody fill all of the ten places
        emulate("simcom");
        inbox.answers(Disposition.LEFT);
        openAndAwaitReady();
        for (int i = 0; i < 10; i++) {
            emulator.receive(Messages.text("spam " + i, i));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(inbox.texts()).hasSize(10));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stored()).isEqualTo(9));
        // when
        inbox.answers(Disposition.TAKEN);
        emulator.receive(text("wanted"));
        // then
        await().untilAsserted(() -> assertThat(inbox.texts()).last().isEqualTo("wanted"));
    }

    @Test
    void a_full_storage_is_left_alone_where_that_is_configured() throws Exception {
        emulate("simcom");
        inbox.answers(Disposition.LEFT);
        open(BRISK.withMakeRoom(false));
        awaitState(ModemState.READY);
        for (int i = 0; i < 10; i++) {
            emulator.receive(Messages.text("spam " + i, i));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(inbox.texts()).hasSize(10));

        assertThat(emulator.receive(text("refused")).toCompletableFuture().get()).hasValue(211);
        assertThat(stored()).isEqualTo(10);
    }
}
