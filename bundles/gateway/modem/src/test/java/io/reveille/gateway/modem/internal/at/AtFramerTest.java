/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtFramerTest {

    /** Echo, unasked line, header and PDU, prompt, doubled and missing line ends. */
    private static final String DIALOGUE =
            "AT+CMGR=1\r\r\n+CMTI: \"SM\",2\r\n\n+CMGR: 1,,3\r\n00AB\r\r\nOK\r\n\r\n> 00\u001A\nOK\n";

    private static final List<String> FRAMES =
            List.of(
                    "AT+CMGR=1",
                    "+CMTI: \"SM\",2",
                    "+CMGR: 1,,3",
                    "00AB",
                    "OK",
                    "<prompt>",
                    "00",
                    "OK");

    @Test
    void a_dialogue_becomes_lines_and_a_prompt() {
        assertThat(new Framed().feed(DIALOGUE).frames()).isEqualTo(FRAMES);
    }

    @Test
    void two_cuts_anywhere_make_no_difference() {
        for (int first = 0; first <= DIALOGUE.length(); first++) {
            for (int second = first; second <= DIALOGUE.length(); second++) {
                Framed framed = new Framed();
                framed.feed(DIALOGUE.substring(0, first));
                framed.feed(DIALOGUE.substring(first, second));
                framed.feed(DIALOGUE.substring(second));
                assertThat(framed.frames()).as("cut at %d and %d", first, second).isEqualTo(FRAMES);
            }
        }
    }

    /** All 32768 ways to cut sixteen octets. */
    @Test
    void every_partition_into_chunks_makes_no_difference() {
        String text = "A\r\r\nOK\r\n> \n+C:1\r";
        List<String> frames = new Framed().feed(text).frames();
        assertThat(frames).containsExactly("A", "OK", "<prompt>", "+C:1");
        for (int cuts = 0; cuts < 1 << (text.length() - 1); cuts++) {
            Framed framed = new Framed();
            int start = 0;
            for (int i = 1; i <= text.length(); i++) {
                if (i == text.length() || (cuts >> (i - 1) & 1) == 1) {
                    framed.feed(text.substring(start, i));
                    start = i;
                }
            }
            assertThat(framed.frames()).isEqualTo(frames);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OK\r\n",
                "\r\nOK\r\n",
                "OK\r",
                "OK\n",
                "\r\r\nOK\r\r\n",
                "\n\nOK\n\n",
                " OK \r\n",
                "\u0000OK\u0000\r"
            })
    void line_ends_may_be_missing_or_doubled(String text) {
        assertThat(new Framed().feed(text).frames()).containsExactly("OK");
    }

    @ParameterizedTest
    @CsvSource({"'\r\n> ',1", "'\r\n>',1", "'>\r\n',1", "'\n>\n>\n',1", "'a> ',0"})
    void a_prompt_needs_no_blank_and_no_line_end_but_the_beginning_of_a_line(
            String text, int prompts) {
        assertThat(new Framed().feed(text).frames().stream().filter("<prompt>"::equals))
                .hasSize(prompts);
    }

    @Test
    void without_a_prompt_expected_it_is_text() {
        AtFramer framer = new AtFramer();
        StringBuilder text = new StringBuilder();
        byte[] octets = {'>', ' ', 'a', '\r'};
        framer.accept(octets, 0, octets.length, frame -> text.append(((Frame.Line) frame).text()));
        assertThat(text).hasToString("> a");
    }

    @Test
    void a_line_beyond_the_bound_is_cut_and_says_so() {
        AtFramer framer = new AtFramer();
        Framed lines = new Framed();
        lines.feed("x".repeat(100_000)).feed("\rOK\r");
        assertThat(lines.frames()).hasSize(2).last().isEqualTo("OK");
        assertThat(lines.frames().get(0)).hasSize(AtFramer.LONGEST_LINE);

        byte[] octets = ("x".repeat(3_000) + "\ry\r").getBytes(StandardCharsets.US_ASCII);
        StringBuilder cut = new StringBuilder();
        framer.accept(
                octets,
                0,
                octets.length,
                frame -> cut.append(((Frame.Line) frame).cut()).append(' '));
        assertThat(cut).hasToString("true false ");
    }
}
