/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtDialogueTest {
    private static final Duration TIME = Bench.TIME;
    private static final AtCommand SIGNAL = AtCommand.asking("AT+CSQ", TIME);
    private static final AtCommand SERIAL = AtCommand.askingBare("AT+CGSN", TIME);
    private static final AtCommand READ = AtCommand.askingPdus("AT+CMGR=1", TIME);
    private static final AtCommand PLAIN = AtCommand.of("AT+CMGF=0", TIME);

    /** Twenty octets behind the service centre's address. */
    private static final String PDU = "00" + "040B914451551532F400004211011201000041";

    private final Bench bench = new Bench();

    @Test
    void an_answer_has_its_lines_and_its_result() {
        bench.submit(SIGNAL).says("\r\n+CSQ: 20,99\r\n\r\nOK\r\n");

        assertThat(bench.sent).containsExactly("AT+CSQ\r");
        assertThat(bench.answer().lines()).containsExactly("+CSQ: 20,99");
        assertThat(bench.answer().values().get().number(0)).hasValue(20);
    }

    @Test
    void one_command_is_on_its_way_at_a_time() {
        bench.submit(SIGNAL).submit(PLAIN);
        assertThat(bench.sent).containsExactly("AT+CSQ\r");

        bench.says("+CSQ: 1,99\r\nOK\r\n");

        assertThat(bench.sent).containsExactly("AT+CSQ\r", "AT+CMGF=0\r");
    }

    @Test
    void an_unasked_line_between_command_and_answer_is_no_part_of_it() {
        bench.submit(SERIAL)
                .says(
                        "\r\n+CMTI: \"SM\",7\r\n\r\n^RSSI: 19\r\nRING\r\n356938035643809\r\n\r\nOK\r\n");

        assertThat(bench.answer().lines()).containsExactly("356938035643809");
        assertThat(bench.unsolicited)
                .containsExactly(
                        new Unsolicited.Stored("SM", 7),
                        new Unsolicited.Other("^RSSI: 19"),
                        new Unsolicited.Other("RING"));
    }

    @Test
    void an_unasked_line_between_header_and_pdu_is_no_part_of_either() {
        bench.submit(READ).says("+CMGR: 0,,20\r\n+CMTI: \"SM\",7\r\n" + PDU + "\r\nOK\r\n");

        assertThat(bench.answer().pdus()).containsExactly(new PduLine("+CMGR: 0,,20", PDU));
        assertThat(bench.unsolicited).containsExactly(new Unsolicited.Stored("SM", 7));
    }

    @Test
    void a_message_shown_between_header_and_pdu_is_told_from_the_one_asked_for() {
        String shown = PDU.replace("41", "42");
        bench.submit(READ)
                .says("+CMGR: 0,,20\r\n+CMT: ,20\r\n" + shown + "\r\n" + PDU + "\r\nOK\r\n");

        assertThat(bench.answer().pdus()).containsExactly(new PduLine("+CMGR: 0,,20", PDU));
        assertThat(bench.unsolicited)
                .containsExactly(new Unsolicited.Shown(new PduLine("+CMT: ,20", shown)));
    }

    @Test
    void a_shown_message_needs_no_command() {
        bench.says("\r\n+CMT: ,20\r\n").says(PDU + "\r\n");

        assertThat(bench.unsolicited)
                .containsExactly(new Unsolicited.Shown(new PduLine("+CMT: ,20", PDU)));
    }

    @Test
    void a_header_whose_pdu_never_comes_does_not_swallow_digits_later() {
        bench.says("+CMT: ,20\r\n").passes(TIME.plusSeconds(1));

        bench.submit(AtCommand.askingBare("AT+CCID", TIME)).says("89490200001234567890\r\nOK\r\n");

        assertThat(bench.answer().bareText()).hasValue("89490200001234567890");
    }

    @Test
    void an_echo_is_no_part_of_the_answer() {
        bench.submit(SERIAL).says("at+cgsn\r\r\n356938035643809\r\nOK\r\n");

        assertThat(bench.answer().lines()).containsExactly("356938035643809");
        assertThat(bench.unsolicited).containsExactly(new Unsolicited.Echoed());
    }

    @Test
    void an_echo_glued_to_the_answer_is_taken_off() {
        bench.submit(SIGNAL).says("AT+CSQ+CSQ: 20,99OK\r\n");

        assertThat(bench.answer().lines()).containsExactly("+CSQ: 20,99");
    }

    @Test
    void a_text_is_sent_at_the_prompt_and_not_before() {
        bench.submit(AtCommand.prompting("AT+CMGS=20", PDU, TIME));
        assertThat(bench.sent).containsExactly("AT+CMGS=20\r");

        bench.says("AT+CMGS=20\r\r\n> ");
        assertThat(bench.sent).last().isEqualTo(PDU + "\u001A");

        bench.says(PDU + "\u001A\r\n+CMGS: 5\r\n\r\nOK\r\n");
        assertThat(bench.answer().values().get().number(0)).hasValue(5);
    }

    @Test
    void a_refusal_instead_of_the_prompt_sends_no_text() {
        bench.submit(AtCommand.prompting("AT+CMGS=20", PDU, TIME)).says("\r\n+CMS ERROR: 304\r\n");

        assertThat(bench.sent).hasSize(1);
        assertThat(bench.answer().result())
                .isEqualTo(new FinalResult.Coded(true, OptionalInt.of(304), "304"));
    }

    @Test
    void a_late_ok_is_not_taken_for_the_prompt() {
        bench.submit(AtCommand.prompting("AT+CMGS=20", PDU, TIME)).says("OK\r\n> ");

        assertThat(bench.answers).isEmpty();
        assertThat(bench.sent).last().isEqualTo(PDU + "\u001A");
    }

    @Test
    void a_prompt_that_does_not_come_is_given_up_with_escape() {
        bench.submit(AtCommand.prompting("AT+CMGS=20", PDU, Duration.ofMinutes(1))).passes(TIME);

        assertThat(bench.answer().result()).isEqualTo(new FinalResult.TimedOut());
        assertThat(bench.sent).last().isEqualTo("\u001BAT\r");
    }

    @ParameterizedTest
    @CsvSource({
        "OK,OK",
        "ERROR,ERROR",
        "COMMAND NOT SUPPORT,COMMAND NOT SUPPORT",
        "TOO MANY PARAMETERS,TOO MANY PARAMETERS",
        "+CME ERROR: 10,+CME ERROR: 10",
        "+CME ERROR: SIM not inserted,+CME ERROR: SIM not inserted",
        "+CMS ERROR: 500,+CMS ERROR: 500"
    })
    void final_results_of_all_kinds_end_a_command(String line, String described) {
        bench.submit(PLAIN).says(line + "\r\n");

        assertThat(bench.answer().result().describe()).isEqualTo(described);
    }

    @Test
    void a_verbose_error_has_its_number() {
        bench.submit(PLAIN).says("+CMS ERROR: SIM busy\r\n");

        assertThat(((FinalResult.Coded) bench.answer().result()).number()).hasValue(314);
    }

    @Test
    void a_complete_answer_without_ok_counts_in_the_end() {
        bench.submit(READ).says("+CMGR: 0,,20\r\n" + PDU + "\r\n").passes(TIME);

        assertThat(bench.answer().isOk()).isTrue();
        assertThat(bench.answer().pdus()).hasSize(1);
    }

    @Test
    void after_a_time_out_what_is_left_of_the_past_is_let_in_first() {
        // given
        bench.submit(SIGNAL).passes(TIME).submit(SERIAL);
        assertThat(bench.answer().result()).isEqualTo(new FinalResult.TimedOut());
        assertThat(bench.sent).containsExactly("AT+CSQ\r", "AT\r");
        // when: the late answer, and that to the probe
        bench.says("+CSQ: 20,99\r\nOK\r\n").passes(Duration.ofMillis(150)).says("OK\r\n");
        bench.passes(Duration.ofMillis(150));
        assertThat(bench.sent).hasSize(2);
        bench.settles().says("356938035643809\r\nOK\r\n");
        // then
        assertThat(bench.answer().command()).isEqualTo(SERIAL);
        assertThat(bench.answer().lines()).containsExactly("356938035643809");
    }

    @Test
    void a_modem_that_stays_silent_is_lost() {
        bench.submit(SIGNAL).submit(SERIAL).passes(TIME);
        for (int i = 0; i < 5; i++) {
            bench.passes(Duration.ofSeconds(2));
        }

        assertThat(bench.losses).hasSize(1);
        assertThat(bench.answer().result()).isInstanceOf(FinalResult.Interrupted.class);
        assertThat(bench.submit(SIGNAL).answer().result())
                .isInstanceOf(FinalResult.Interrupted.class);
        assertThat(bench.sent).contains("\u001BATQ0V1\r");
    }

    @Test
    void a_restart_ends_the_command_on_its_way() {
        bench.submit(SIGNAL).says("\r\nRDY\r\n");

        assertThat(bench.answer().result()).isInstanceOf(FinalResult.Interrupted.class);
        assertThat(bench.restarts).containsExactly("RDY");
        assertThat(bench.losses).isEmpty();
    }

    @Test
    void an_announcement_that_is_none_is_just_a_line() {
        bench.says("+CMTI: \"SM\"\r\n+CMTI: 1,2\r\n+CMTI: \"../../etc\",1\r\n");

        assertThat(bench.unsolicited)
                .hasSize(3)
                .allSatisfy(said -> assertThat(said).isInstanceOf(Unsolicited.Other.class));
    }

    @Test
    void an_endless_answer_is_cut_off() {
        bench.submit(SIGNAL);
        for (int i = 0; i < 5_000; i++) {
            bench.says("+CSQ: " + i + ",99\r\n");
        }
        bench.says("OK\r\n");

        assertThat(bench.answer().lines()).hasSizeBetween(1_000, 2_000);
    }

    @Test
    void too_many_commands_at_once_are_refused() {
        for (int i = 0; i < 40; i++) {
            bench.submit(SIGNAL);
        }

        assertThat(bench.answers).hasSize(7);
        assertThat(List.copyOf(bench.sent)).hasSize(1);
    }

    @Test
    void each_line_of_an_answer_gives_the_next_one_time() {
        AtCommand listing = AtCommand.askingPdus("AT+CMGL=4", TIME);
        bench.submit(listing);
        for (int i = 0; i < 5; i++) {
            bench.passes(Duration.ofSeconds(4)).says("+CMGL: " + i + ",1,,20\r\n");
            bench.passes(Duration.ofSeconds(4)).says(PDU + "\r\n");
        }
        bench.passes(Duration.ofSeconds(4)).says("OK\r\n");

        assertThat(bench.answer().pdus()).hasSize(5);
        assertThat(bench.answer().isOk()).isTrue();
    }

    @Test
    void the_network_may_take_longer_than_the_modem() {
        bench.submit(AtCommand.prompting("AT+CMGS=20", PDU, Duration.ofMinutes(1))).says("> ");

        bench.passes(Duration.ofSeconds(59));
        assertThat(bench.answers).isEmpty();
        bench.passes(Duration.ofSeconds(1));
        assertThat(bench.answer().result()).isEqualTo(new FinalResult.TimedOut());
        assertThat(bench.sent).last().isEqualTo("AT\r"); // no escape: the text has been sent
    }

    @Test
    void an_unfinished_answer_is_no_answer() {
        bench.submit(READ).says("+CMGR: 0,,20\r\n").passes(TIME);

        assertThat(bench.answer().result()).isEqualTo(new FinalResult.TimedOut());
    }

    @Test
    void after_a_command_with_a_prompt_the_sign_is_text_again() {
        bench.submit(AtCommand.prompting("AT+CMGS=20", PDU, TIME)).says("ERROR\r\n");
        bench.says("> \r\n> hello\r\n");

        assertThat(bench.sent).hasSize(1);
        assertThat(bench.unsolicited)
                .containsExactly(new Unsolicited.Other(">"), new Unsolicited.Other("> hello"));
    }

    @Test
    void a_header_is_forgotten_with_its_answer() {
        bench.submit(READ).says("+CMGR: 0,,20\r\nERROR\r\n");
        bench.submit(AtCommand.askingBare("AT+CCID", TIME)).says("89490200001234567890\r\nOK\r\n");

        assertThat(bench.answers.get(0).pdus()).isEmpty();
        assertThat(bench.answer().bareText()).hasValue("89490200001234567890");
    }

    @Test
    void what_was_asked_for_is_no_restart() {
        bench.submit(AtCommand.asking("AT+CFUN?", TIME)).says("+CFUN: 1\r\nOK\r\n");

        assertThat(bench.restarts).isEmpty();
        assertThat(bench.answer().lines()).containsExactly("+CFUN: 1");
        bench.says("+CFUN: 1\r\n");
        assertThat(bench.restarts).containsExactly("+CFUN: 1");
    }

    @Test
    void after_a_restart_the_modem_is_probed_before_anything_is_sent() {
        bench.says("RDY\r\n").submit(SIGNAL);
        assertThat(bench.sent).containsExactly("AT\r");

        bench.says("OK\r\n").settles();

        assertThat(bench.sent).containsExactly("AT\r", "AT+CSQ\r");
    }

    @Test
    void a_probe_is_repeated_until_it_is_answered() {
        bench.resynchronise().submit(SIGNAL);
        bench.passes(Duration.ofSeconds(1));
        assertThat(bench.sent).hasSize(1);
        bench.passes(Duration.ofMillis(600)).passes(Duration.ofMillis(1_600));
        assertThat(bench.sent).containsExactly("AT\r", "\u001BATQ0V1\r", "AT\r");

        bench.says("ERROR\r\n").settles(); // it listens, whatever it makes of the escape

        assertThat(bench.sent).last().isEqualTo("AT+CSQ\r");
    }

    @Test
    void a_line_that_is_lost_stays_lost() {
        bench.submit(SIGNAL).submit(PLAIN);

        bench.loses("gone");
        bench.resynchronise().says("OK\r\n").loses("again");

        assertThat(bench.losses).containsExactly("gone");
        assertThat(bench.answers)
                .hasSize(2)
                .allSatisfy(a -> assertThat(a.result().describe()).isEqualTo("gone"));
        assertThat(bench.sent).hasSize(1);
    }

    @Test
    void an_answer_describes_itself_without_secrets() {
        bench.submit(AtCommand.of("AT+CPIN=\"1234\"", TIME)).says("+CME ERROR: 16\r\n");

        assertThat(bench.answer().describe()).isEqualTo("AT+CPIN=…: +CME ERROR: 16");
    }

    @Test
    void values_of_a_command_that_failed_are_none() {
        bench.submit(SIGNAL).says("+CSQ: 20,99\r\nERROR\r\n");

        assertThat(bench.answer().values()).isEmpty();
        assertThat(bench.answer().bareText()).isEmpty();
    }
}
