/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.gateway.modem.internal.vendor.QuirksTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever a modem says, in whatever chunks: bounded lines, one answer for each command, no
 * exception.
 */
class AnyOctetsPropertyTest {

    @Property
    void any_octets_give_the_same_frames_in_any_chunks(
            @ForAll byte[] octets,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 9) Integer> sizes) {
        List<String> whole = new Framed().feed(octets).frames();
        Framed chunked = new Framed();
        int at = 0;
        for (int size : sizes) {
            int end = Math.min(octets.length, at + size);
            chunked.feed(Arrays.copyOfRange(octets, at, end));
            at = end;
        }
        chunked.feed(Arrays.copyOfRange(octets, at, octets.length));
        assertThat(chunked.frames()).isEqualTo(whole);
        assertThat(whole)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .isNotBlank()
                                        .hasSizeBetween(1, AtFramer.LONGEST_LINE));
    }

    @Property
    void any_line_comes_apart_without_loss(@ForAll String text) {
        String line = text.replaceAll("[\\p{Cntrl}]", "").strip();
        List<String> parts = GluedLines.split(line);
        assertThat(String.join("", parts).replace(" ", "")).isEqualTo(line.replace(" ", ""));
    }

    @Property
    void any_line_has_some_values(@ForAll String line) {
        AtValues values = AtValues.ofLine("+X: " + line);
        assertThat(values.values()).hasSizeBetween(1, 512);
        assertThat(values.number(0).orElse(0)).isBetween(0, 999_999_999);
    }

    @Property
    void any_octets_leave_the_dialogue_with_one_answer_for_each_command(@ForAll byte[] octets) {
        check(octets);
    }

    /** Converses with a modem that says these octets, then nothing. */
    static void check(byte[] octets) {
        converse(octets, dialogue -> dialogue.textMode(false, false));
        converse(octets, dialogue -> dialogue.textMode(true, false));
        converse(octets, dialogue -> dialogue.textMode(true, true));
    }

    private static void converse(byte[] octets, Consumer<AtDialogue> mode) {
        List<AtAnswer> answers = new ArrayList<>();
        AtomicInteger sent = new AtomicInteger();
        AtDialogue dialogue =
                new AtDialogue(new Silence(sent), QuirksTable.load(), Duration.ofSeconds(1));
        mode.accept(dialogue);
        dialogue.submit(AtCommand.askingPdus("AT+CMGL=4", Duration.ofSeconds(1)), 0, answers::add);
        dialogue.submit(AtCommand.askingText("AT+CMGR=1", Duration.ofSeconds(1)), 0, answers::add);
        dialogue.submit(
                AtCommand.askingTexts("AT+CMGL=\"ALL\"", Duration.ofSeconds(1)), 0, answers::add);
        dialogue.submit(
                AtCommand.prompting("AT+CMGS=9", "00", Duration.ofSeconds(1)), 0, answers::add);
        dialogue.submit(AtCommand.askingBare("AT+CGSN", Duration.ofSeconds(1)), 0, answers::add);
        int half = octets.length / 2;
        dialogue.received(octets, 0, half, 1);
        dialogue.received(octets, half, octets.length - half, 2);
        long now = 2;
        for (int i = 0; i < 1_000 && dialogue.deadline().isPresent(); i++) {
            now = Math.max(now, dialogue.deadline().getAsLong());
            dialogue.elapsed(now);
        }
        assertThat(dialogue.deadline()).isEmpty();
        assertThat(answers).hasSize(5);
        assertThat(sent.get()).isLessThan(1_000);
    }

    /** Counts what is sent to a modem that does not care. */
    private record Silence(AtomicInteger sent) implements AtDialogue.Output {
        @Override
        public void send(byte[] octets) {
            sent.addAndGet(octets.length);
        }

        @Override
        public void unsolicited(Unsolicited said) {
            assertThat(said).isNotNull();
        }

        @Override
        public void restarted(String line) {
            assertThat(line).isNotEmpty();
        }

        @Override
        public void lost(String reason) {
            assertThat(reason).isNotEmpty();
        }
    }
}
