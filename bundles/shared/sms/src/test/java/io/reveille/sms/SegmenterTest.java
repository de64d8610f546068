/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {
    private static final Set<NationalLanguage> NONE = EnumSet.noneOf(NationalLanguage.class);

    private final Segmenter narrow = new Segmenter(() -> 0x1FF, false, NONE);
    private final Segmenter wide = new Segmenter(() -> 0x12345, true, NONE);

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "a, 39015, 255", // 153 a part
        "ж, 70, 1",
        "ж, 71, 2",
        "ж, 134, 2",
        "ж, 135, 3", // 67 a part
        "€, 80, 1",
        "€, 81, 2",
        "€, 152, 2",
        "€, 153, 3" // 76 a part: an escape never stands last
    })
    void text_takes_as_many_parts_as_the_standard_says(String character, int times, int parts) {
        List<UserData> cut = narrow.split(character.repeat(times));

        assertThat(cut).hasSize(parts);
        assertThat(text(cut)).isEqualTo(character.repeat(times));
    }

    @Test
    void a_wide_reference_costs_a_septet() {
        assertThat(wide.split("a".repeat(304))).hasSize(2);
        assertThat(wide.split("a".repeat(305))).hasSize(3);
    }

    @Test
    void parts_carry_reference_total_and_sequence() {
        assertThat(narrow.split("a".repeat(161)))
                .extracting(part -> part.header().orElseThrow().concatenation().orElseThrow())
                .containsExactly(
                        new Concatenation(0xFF, 2, 1, false), new Concatenation(0xFF, 2, 2, false));
        assertThat(wide.split("a".repeat(161)))
                .extracting(part -> part.header().orElseThrow().concatenation().orElseThrow())
                .containsExactly(
                        new Concatenation(0x2345, 2, 1, true),
                        new Concatenation(0x2345, 2, 2, true));
    }

    @Test
    void a_reference_is_taken_only_where_it_is_needed() {
        AtomicInteger taken = new AtomicInteger();
        Segmenter counting = new Segmenter(taken::incrementAndGet, false, NONE);

        counting.split("short");
        counting.split("a".repeat(400));

        assertThat(taken).hasValue(1);
    }

    @Test
    void a_surrogate_pair_is_never_cut() {
        String text = "ж".repeat(66) + "\uD83D\uDC4B" + "ж".repeat(10);

        List<UserData> parts = narrow.split(text);

        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).text()).contains("ж".repeat(66));
        assertThat(parts.get(1).text()).contains("\uD83D\uDC4B" + "ж".repeat(10));
    }

    @Test
    void an_escape_sequence_is_never_cut() {
        String text = "a".repeat(152) + "€" + "a".repeat(20);

        List<UserData> parts = narrow.split(text);

        assertThat(parts.get(0).text()).contains("a".repeat(152));
        assertThat(parts.get(1).text()).contains("€" + "a".repeat(20));
    }

    @Test
    void octets_with_ports() {
        InformationElement ports = ApplicationPorts.of(16000, 16001).element();

        assertThat(narrow.split(OctetString.of(new byte[133]), ports)).hasSize(1);
        List<UserData> parts = narrow.split(OctetString.of(new byte[134]), ports);

        assertThat(parts).hasSize(2);
        assertThat(parts).allMatch(part -> part.header().orElseThrow().ports().isPresent());
        assertThat(parts.get(0).body().length() + parts.get(1).body().length()).isEqualTo(134);
        assertThat(parts.get(0).length()).isEqualTo(140);
    }

    @Test
    void a_national_table_is_used_where_it_is_allowed_and_saves_parts() {
        String turkish = "ığüşöç ".repeat(20);
        Segmenter allowed = new Segmenter(() -> 1, false, EnumSet.of(NationalLanguage.TURKISH));

        assertThat(narrow.split(turkish)).hasSize(3).allMatch(p -> p.alphabet() == Alphabet.UCS2);
        List<UserData> parts = allowed.split(turkish);

        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).header().orElseThrow().lockingShift())
                .contains(NationalLanguage.TURKISH);
        assertThat(text(parts)).isEqualTo(turkish);
        assertThat(allowed.split("plain").get(0).header()).isEmpty();
    }

    @Test
    void of_two_tables_no_more_are_used_than_needed() {
        Segmenter allowed =
                new Segmenter(
                        () -> 1,
                        false,
                        EnumSet.of(NationalLanguage.SPANISH, NationalLanguage.PORTUGUESE));

        assertThat(header(allowed, "ñá".repeat(45)).singleShift())
                .contains(NationalLanguage.SPANISH);
        assertThat(header(allowed, "ñá".repeat(45)).lockingShift()).isEmpty();
        assertThat(header(allowed, "ãê".repeat(70)).lockingShift())
                .contains(NationalLanguage.PORTUGUESE);
        assertThat(header(allowed, "ãê".repeat(70)).singleShift()).isEmpty();
        UserDataHeader both = header(allowed, "ãêΦ".repeat(32));
        assertThat(both.lockingShift()).contains(NationalLanguage.PORTUGUESE);
        assertThat(both.singleShift()).contains(NationalLanguage.PORTUGUESE);
    }

    private static UserDataHeader header(Segmenter segmenter, String text) {
        List<UserData> parts = segmenter.split(text);
        assertThat(parts).hasSize(1);
        assertThat(text(parts)).isEqualTo(text);
        return parts.get(0).header().orElseThrow();
    }

    @Test
    void a_header_that_leaves_room_in_one_alphabet_only_is_no_obstacle() {
        InformationElement large = new InformationElement(1, OctetString.of(new byte[136]));

        assertThat(narrow.split("a", large)).hasSize(1);
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> narrow.split("a".repeat(39016)))
                .withMessage("takes 256 parts; a message has at most 255");
        InformationElement large = new InformationElement(1, OctetString.of(new byte[132]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> narrow.split("ж".repeat(9), large))
                .withMessage("the header elements leave no room for the rest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserData.gsm7("a".repeat(161)))
                .withMessage("user data of 161 septets: at most 160 fit in one message");
    }

    private static String text(List<UserData> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text().orElseThrow()));
        return text.toString();
    }
}
