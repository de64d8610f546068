/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserDataTest {

    @Test
    void text_is_written_in_seven_bits_where_that_is_possible() {
        assertThat(UserData.fitting("plain €")).isEqualTo(Alphabet.GSM7);
        assertThat(UserData.fitting("ж")).isEqualTo(Alphabet.UCS2);
        assertThat(UserData.text("plain")).isEqualTo(UserData.gsm7("plain"));
        assertThat(UserData.text("ж")).isEqualTo(UserData.ucs2("ж"));
        assertThat(UserData.ucs2("ж").body()).hasToString("0436");
    }

    @Test
    void text_under_a_header_is_written_with_the_tables_that_the_header_names() {
        Optional<UserDataHeader> turkish =
                Optional.of(UserDataHeader.of(NationalLanguage.TURKISH.lockingShift()));

        UserData written = UserData.text("ıĞ", Alphabet.GSM7, turkish);

        assertThat(written.body()).hasToString("070B");
        assertThat(written.text()).contains("ıĞ");
        assertThat(UserData.text("a", Alphabet.UCS2, turkish).body()).hasToString("0061");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserData.text("ı", Alphabet.GSM7, Optional.empty()))
                .withMessage("character U+0131 at 0 is not in the 7 bit alphabet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserData.text("a", Alphabet.OCTETS, Optional.empty()))
                .withMessage("8BIT carries octets, not text");
    }

    @Test
    void a_character_that_a_table_has_twice_is_written_the_shorter_and_lower_way() {
        Optional<UserDataHeader> hindi =
                Optional.of(UserDataHeader.of(NationalLanguage.HINDI.singleShift()));

        // in the default table at 2A and 40, in the extension at 0B and 18, 13 and 15
        assertThat(UserData.text("*¡", Alphabet.GSM7, hindi).body()).hasToString("2A40");
        Optional<UserDataHeader> both =
                Optional.of(
                        UserDataHeader.of(
                                NationalLanguage.HINDI.singleShift(),
                                NationalLanguage.HINDI.lockingShift()));
        assertThat(UserData.text("*¡", Alphabet.GSM7, both).body()).hasToString("1B0B1B13");
    }

    @Test
    void a_character_that_a_table_lacks_is_never_written() {
        Optional<UserDataHeader> tamil =
                Optional.of(UserDataHeader.of(NationalLanguage.TAMIL.lockingShift()));

        assertThat(UserData.text(" ", Alphabet.GSM7, tamil).body()).hasToString("20");
        for (String lacking : new String[] {"\u0000", "\u001B"}) {
            assertThat(UserData.fitting(lacking)).isEqualTo(Alphabet.UCS2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> UserData.text(lacking, Alphabet.GSM7, tamil));
        }
    }

    @Test
    void septets_have_seven_bits() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new UserData(
                                        Optional.empty(),
                                        Alphabet.GSM7,
                                        OctetString.fromHex("7F80")))
                .withMessage("septet 1 of the user data has the value 128");
    }

    @Test
    void one_message_holds_140_octets_or_160_septets() {
        assertThat(UserData.octets(OctetString.of(new byte[140])).length()).isEqualTo(140);
        assertThat(UserData.gsm7("a".repeat(160)).length()).isEqualTo(160);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserData.octets(OctetString.of(new byte[141])))
                .withMessage("user data of 141 octets: at most 140 fit in one message");
    }
}
