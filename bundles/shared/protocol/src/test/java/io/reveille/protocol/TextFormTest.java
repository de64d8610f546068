/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormTest {

    /**
     * A request with both addresses: the longest one for a telephone number without the second key.
     */
    private static final Octets BOTH = request(114);

    @Test
    void writes_base64_without_padding_that_fits_one_short_message() {
        assertThat(TextForm.encode(Octets.fromHex("d101"))).isEqualTo("0QE");
        assertThat(TextForm.encode(BOTH)).hasSize(152).matches("[A-Za-z0-9+/]+");
        assertThat(TextForm.encode(BOTH).length()).isLessThanOrEqualTo(TextForm.SMS_CAPACITY);
    }

    @Property
    void finds_what_it_wrote_whatever_its_length(@ForAll("requests") Octets request) {
        assertThat(TextForm.find(TextForm.encode(request))).contains(request);
        assertThat(TextForm.find(request.base64())).as("padded").contains(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "  %s\r\n",
                "Please open: %s",
                "Hi, this wakes the pump:\n\n%s\n\nBest regards\nJo",
                "%s Best regards",
                "%s\nRegards",
                "code=%s; thanks",
                "Is 0QE the start? 0QE/wrong one. No, here: \"%s\".",
                "<%s>",
            })
    void finds_a_request_in_human_text(String text) {
        assertThat(TextForm.find(text.formatted(TextForm.encode(BOTH)))).contains(BOTH);
    }

    @Property
    void finds_a_request_that_was_broken_into_lines(
            @ForAll("usualRequests") Octets request,
            @ForAll @IntRange(min = 20, max = 200) int width) {
        String wrapped = wrap(TextForm.encode(request), width, "\r\n");

        assertThat(TextForm.find(wrapped)).contains(request);
        assertThat(TextForm.find("Wake up!\r\n" + wrapped + "\r\n\r\nJo")).contains(request);
    }

    @Property
    void finds_a_request_that_was_typed_in_groups(
            @ForAll("usualRequests") Octets request,
            @ForAll @IntRange(min = 4, max = 10) int width) {
        assertThat(TextForm.find(wrap(TextForm.encode(request), width, " "))).contains(request);
    }

    @Test
    void finds_a_request_whose_first_line_begins_with_words() {
        String text = TextForm.encode(BOTH);

        assertThat(
                        TextForm.find(
                                "Wake: "
                                        + text.substring(0, 58)
                                        + "\n"
                                        + wrap(text.substring(58), 64, "\n")))
                .contains(BOTH);
    }

    @Test
    void takes_the_usual_length_where_words_follow_a_broken_request() {
        String wrapped = wrap(TextForm.encode(BOTH), 76, "\n");

        assertThat(TextForm.find(wrapped + "\nRegards")).contains(BOTH);
    }

    @Test
    void ends_a_request_at_an_empty_line_or_a_wide_gap() {
        // 16 characters more would make another usual length
        String wrapped = wrap(TextForm.encode(BOTH), 76, "\n");
        String word = "ABCDEFGHIJKLMNOP";

        assertThat(TextForm.find(wrapped + "\n\n" + word)).contains(BOTH);
        assertThat(TextForm.find(wrapped + " ".repeat(17) + word)).contains(BOTH);
        assertThat(TextForm.find(wrapped + "\n" + word))
                .isNotEmpty()
                .isNotEqualTo(Optional.of(BOTH));
        assertThat(TextForm.find(wrapped + " ".repeat(16) + word))
                .isNotEmpty()
                .isNotEqualTo(Optional.of(BOTH));
    }

    @Test
    void skips_what_only_begins_like_a_request() {
        assertThat(TextForm.find("0QE 0QI 0RE/0RI. " + TextForm.encode(BOTH))).contains(BOTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0QE",
                "hello, please call me back",
                "https://example.com/0QEabc",
                "0QE 0QE 0QE 0QE",
            })
    void finds_nothing_where_there_is_nothing(String text) {
        assertThat(TextForm.find(text)).isEmpty();
    }

    @Test
    void does_not_look_for_a_request_inside_a_longer_word() {
        assertThat(TextForm.find("x" + TextForm.encode(BOTH))).isEmpty();
    }

    @Test
    void looks_at_no_more_than_its_bound() {
        String padding = "x ".repeat(TextForm.MAXIMUM_CHARACTERS / 2);

        assertThat(TextForm.find(padding + TextForm.encode(BOTH))).isEmpty();
        assertThat(TextForm.find("0QE. ".repeat(1_000_000))).isEmpty();
    }

    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void any_text_gives_something_of_the_right_shape_or_nothing(@ForAll("hostile") String text) {
        Optional<Octets> found = TextForm.find(text);

        found.ifPresent(
                octets -> {
                    assertThat(octets.at(0)).isEqualTo(0xD1);
                    assertThat(octets.length()).isBetween(92, 378);
                });
        Statistics.label("found")
                .collect(found.isPresent())
                .coverage(checker -> checker.check(true).percentage(share -> share > 2));
    }

    @Provide
    Arbitrary<Octets> requests() {
        return Arbitraries.integers()
                .between(AccessRequest.MINIMUM_SEALED_LENGTH, AccessRequest.MAXIMUM_SEALED_LENGTH)
                .map(TextFormTest::request);
    }

    @Provide
    Arbitrary<Octets> usualRequests() {
        return Arbitraries.of(98, 110, 114, 126, 130).map(TextFormTest::request);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars("0QREI+/Az9")
                .ofMaxLength(170)
                .list()
                .ofMaxSize(5)
                .map(words -> "0QE" + String.join("\n", words));
    }

    private static String wrap(String text, int width, String between) {
        return String.join(between, Pattern.compile("(?<=\\G.{" + width + "})").split(text));
    }

    private static Octets request(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        octets[0] = (byte) 0xD1;
        octets[1] = Arrays.asList((byte) 1, (byte) 2, (byte) 0x11, (byte) 0x12).get(length % 4);
        return Octets.of(octets);
    }
}
