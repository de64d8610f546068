/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextDialogueTest {
    private static final Duration TIME = Duration.ofSeconds(2);
    private static final String HEADER =
            "+CMGR: \"REC READ\",\"+491700000001\",,\"26/11/01,12:00:00+04\"";
    private static final AtCommand READ = AtCommand.askingText("AT+CMGR=1", TIME);
    private static final AtCommand LIST = AtCommand.askingTexts("AT+CMGL=\"ALL\"", TIME);
    private static final AtCommand PLAIN = AtCommand.of("AT+CMGD=1", TIME);

    private final Bench bench = new Bench();

    @Test
    void a_text_has_all_its_lines_blanks_and_control_characters() {
        bench.textMode(true).submit(READ);

        bench.says("\r\n" + HEADER + "\r\n  two\u0000 lines\r\n\r\n\u001Be \r\n\r\nOK\r\n");

        assertThat(bench.answer().pdus())
                .containsExactly(new PduLine(HEADER, "  two\u0000 lines\n\n\u001Be "));
    }

    @Test
    void what_follows_a_final_result_within_a_text_is_no_answer_to_the_next_command() {
        bench.textMode(true).submit(READ).submit(PLAIN);

        bench.says(HEADER + "\r\na\r\nOK\r\n^SYSSTART\r\n+CMS ERROR: 321\r\nb\r\n\r\nOK\r\n");

        assertThat(bench.sent).containsExactly("AT+CMGR=1\r");
        bench.settles().says("OK\r\n");
        assertThat(bench.sent).containsExactly("AT+CMGR=1\r", "AT+CMGD=1\r");
        assertThat(bench.answers).hasSize(2).allMatch(AtAnswer::isOk);
        assertThat(bench.restarts).isEmpty();
    }

    @Test
    void a_text_that_never_ends_does_not_stop_what_is_to_be_sent_for_ever() {
        bench.textMode(true).submit(READ).submit(PLAIN).says(HEADER + "\r\na\r\nOK\r\n");

        for (int i = 0; i < 300; i++) {
            bench.says("more\r\n").passes(Duration.ofMillis(100));
        }

        assertThat(bench.sent).contains("AT+CMGD=1\r");
    }

    @Test
    void an_announcement_between_header_and_text_is_no_part_of_it() {
        bench.textMode(false)
                .submit(READ)
                .says(HEADER + "\r\n+CMTI: \"SM\",2\r\n00480069\r\n\r\nOK\r\n");

        assertThat(bench.answer().pdus()).containsExactly(new PduLine(HEADER, "00480069"));
        assertThat(bench.unsolicited).containsExactly(new Unsolicited.Stored("SM", 2));
    }

    @Test
    void of_a_listing_the_headers_count() {
        String first = "+CMGL: 1,\"REC READ\",\"+49\",,\"26/11/01,12:00:00+04\"";
        String second = "+CMGL: 2,\"REC READ\",\"+49\",,\"26/11/01,12:00:00+04\"";
        bench.textMode(true)
                .submit(LIST)
                .says(first + "\r\nRDY\r\n" + second + "\r\ntext\r\n\r\nOK\r\n");

        assertThat(bench.answer().lines()).containsExactly(first, second);
        assertThat(bench.restarts).isEmpty();
    }

    @Test
    void a_message_and_a_report_are_shown_unasked() {
        String message = "+CMT: \"+491700000001\",,\"26/11/01,12:00:00+04\"";
        String report =
                "+CDS: 6,17,\"+49\",145,\"26/11/01,12:00:00+04\",\"26/11/01,12:00:00+04\",0";

        bench.textMode(false).says("\r\n" + message + "\r\nD10001\r\n\r\n" + report + "\r\n");

        assertThat(bench.unsolicited)
                .containsExactly(
                        new Unsolicited.Shown(new PduLine(message, "D10001")),
                        new Unsolicited.Shown(new PduLine(report, "")));
    }
}
