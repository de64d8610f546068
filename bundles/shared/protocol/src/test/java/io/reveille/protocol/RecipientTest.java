/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Octets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

    @ParameterizedTest
    @CsvSource({
        "+4915112345678, 4915112345678fff",
        "4915112345678, 4915112345678fff",
        "+49 (151) 123-456.78, 4915112345678fff",
        "'  +49 151 12345678 ', 4915112345678fff",
        "+1, 1fffffffffffffff",
        "+123456789012345, 123456789012345f",
    })
    void a_number_is_read_as_people_write_it_and_written_in_bcd(String text, String canonical) {
        assertThat(Msisdn.parse(text).canonical().hex()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "++49",
                "0049151",
                "+0151",
                "151 CALL",
                "+1234567890123456",
                "+49\u0661",
                "+49;151",
            })
    void a_number_that_is_not_international_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Msisdn.parse(text))
                .withMessageContaining("country code");
    }

    @Test
    void a_number_is_shown_with_a_plus() {
        assertThat(Msisdn.parse("4915112345678")).hasToString("+4915112345678");
    }

    @Property
    @Domain(AnyAccessRequest.class)
    void a_recipient_is_read_from_its_canonical_octets(@ForAll Recipient recipient) {
        Recipient read =
                recipient instanceof Msisdn
                        ? Msisdn.ofCanonical(recipient.canonical())
                        : LongRecipient.ofCanonical(recipient.canonical());

        assertThat(read).isEqualTo(recipient);
    }

    @Property
    void any_eight_octets_are_one_number_or_none(@ForAll @Size(8) byte[] octets) {
        try {
            assertThat(Msisdn.ofCanonical(Octets.of(octets)).canonical().toArray())
                    .isEqualTo(octets);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("telephone number");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9})
    void a_number_takes_eight_octets(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Msisdn.ofCanonical(Octets.of(new byte[length])));
    }

    @Test
    void a_long_recipient_has_up_to_255_octets() {
        assertThat(new LongRecipient("\u00fc".repeat(127)).canonical().length()).isEqualTo(254);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LongRecipient("\u00fc".repeat(128)))
                .withMessageContaining("not 256");
        assertThatIllegalArgumentException().isThrownBy(() -> new LongRecipient(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000", "\u007f", "a\u0085", "\ud800"})
    void a_long_recipient_has_neither_controls_nor_halves_of_characters(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LongRecipient(text));
    }

    @Test
    void a_number_and_a_text_with_the_same_octets_are_not_the_same_recipient() {
        Recipient number = Msisdn.parse("+414243444546475");
        Recipient text = new LongRecipient("ABCDEFG_");

        assertThat(text.canonical()).isEqualTo(number.canonical());
        assertThat(text).isNotEqualTo(number).hasToString("ABCDEFG_");
    }
}
