/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every place of every table of TS 23.038, 6.2.1 and annex A. */
class AlphabetTablesTest {
    private static final String LATIN =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    @Test
    void the_default_alphabet() {
        assertThat(basic(Optional.empty())).isEqualTo(LATIN);
        assertThat(extension(Optional.empty()))
                .containsExactly(
                        "0A\f", "14^", "28{", "29}", "2F\\", "3C[", "3D~", "3E]", "40|", "65€");
    }

    @Test
    void turkish() {
        StringBuilder expected = new StringBuilder(LATIN);
        set(expected, 0x04, "€");
        set(expected, 0x07, "ı");
        set(expected, 0x0B, "Ğğ");
        set(expected, 0x1C, "Şş");
        set(expected, 0x40, "İ");
        set(expected, 0x60, "ç");

        assertThat(basic(Optional.of(NationalLanguage.TURKISH))).isEqualTo(expected.toString());
        assertThat(extension(Optional.of(NationalLanguage.TURKISH)))
                .containsExactly(
                        "0A\f", "14^", "28{", "29}", "2F\\", "3C[", "3D~", "3E]", "40|", "47Ğ",
                        "49İ", "53Ş", "63ç", "65€", "67ğ", "69ı", "73ş");
    }

    @Test
    void spanish() {
        assertThat(extension(Optional.of(NationalLanguage.SPANISH)))
                .containsExactly(
                        "09ç", "0A\f", "14^", "28{", "29}", "2F\\", "3C[", "3D~", "3E]", "40|",
                        "41Á", "49Í", "4FÓ", "55Ú", "61á", "65€", "69í", "6Fó", "75ú");
    }

    @Test
    void portuguese() {
        StringBuilder expected = new StringBuilder(LATIN);
        set(expected, 0x04, "êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|");
        set(expected, 0x1C, "ÂâÊÉ");
        set(expected, 0x24, "º");
        set(expected, 0x40, "Í");
        set(expected, 0x5B, "ÃÕÚÜ§~");
        set(expected, 0x7B, "ãõ`üà");

        assertThat(basic(Optional.of(NationalLanguage.PORTUGUESE))).isEqualTo(expected.toString());
        assertThat(extension(Optional.of(NationalLanguage.PORTUGUESE)))
                .containsExactly(
                        "05ê", "09ç", "0A\f", "0BÔ", "0Cô", "0EÁ", "0Fá", "12Φ", "13Γ", "14^",
                        "15Ω", "16Π", "17Ψ", "18Σ", "19Θ", "1FÊ", "28{", "29}", "2F\\", "3C[",
                        "3D~", "3E]", "40|", "41À", "49Í", "4FÓ", "55Ú", "5BÃ", "5CÕ", "61Â", "65€",
                        "69í", "6Fó", "75ú", "7Bã", "7Cõ", "7Fâ");
    }

    /** Basic places that are filled, first and last native letter of both tables. */
    @ParameterizedTest
    @CsvSource({
        "BENGALI, 114, 0981, 09F1, 09DF, 09FA",
        "GUJARATI, 120, 0A81, 0AF1, 0964, 0AEF",
        "HINDI, 127, 0901, 097F, 0951, 0971",
        "KANNADA, 120, 0C82, 0CE3, 0964, 0CF2",
        "MALAYALAM, 120, 0D02, 0D79, 0964, 0D7F",
        "ORIYA, 116, 0B01, 0B63, 0964, 0B71",
        "PUNJABI, 110, 0A01, 0A74, 0964, 0A75",
        "TAMIL, 102, 0B82, 0BF9, 0964, 0BFA",
        "TELUGU, 120, 0C01, 0C63, 0C58, 0C7F",
        "URDU, 127, 0621, 06D5, 0600, 06F9"
    })
    void the_scripts_of_south_asia(
            NationalLanguage language, int filled, String b1, String b2, String e1, String e2) {
        String basic = basic(Optional.of(language));
        List<String> extension = extension(Optional.of(language));

        assertThat(basic).contains("0123456789:;").contains("abcdefghijklmnopqrstuvwxyz");
        assertThat(basic.charAt(0x0A)).isEqualTo('\n');
        assertThat(basic.charAt(0x0D)).isEqualTo('\r');
        assertThat(basic.substring(0x28, 0x2A)).isEqualTo(")(");
        assertThat(basic.charAt(0x2C)).isEqualTo(',');
        long blanks = basic.chars().filter(c -> c == ' ').count();
        assertThat(128 - (blanks - 1)).isEqualTo(filled); // one blank is the space at 20
        assertThat(letters(basic.chars().mapToObj(c -> "" + (char) c).toList()))
                .startsWith(character(b1))
                .endsWith(character(b2))
                .doesNotHaveDuplicates();
        assertThat(letters(extension.stream().map(e -> e.substring(2)).toList()))
                .startsWith(character(e1))
                .endsWith(character(e2))
                .doesNotHaveDuplicates();
        assertThat(extension)
                .contains("00@", "04¿", "0A\f", "28{", "29}", "2F\\", "3C[", "3D~", "3E]", "40|")
                .contains("41A", "5AZ", "65€");
    }

    @Test
    void slips_of_the_printed_annex_are_not_repeated() {
        assertThat(basic(Optional.of(NationalLanguage.KANNADA)).charAt(0x24)).isEqualTo('\u0CA1');
        assertThat(extension(Optional.of(NationalLanguage.TAMIL))).contains("24\u0BEE");
        assertThat(extension(Optional.of(NationalLanguage.TELUGU)))
                .contains("22\u0C6C", "23\u0C6D");
    }

    @ParameterizedTest
    @EnumSource(NationalLanguage.class)
    void every_character_that_can_be_read_can_be_written(NationalLanguage language)
            throws Exception {
        StringBuilder all = new StringBuilder();
        extension(Optional.of(language)).forEach(e -> all.append(e.substring(2)));
        if (language.hasLockingShift()) {
            all.append(basic(Optional.of(language)));
        }
        Segmenter segmenter = new Segmenter(() -> 7, false, java.util.Set.of(language));
        for (int i = 0; i < all.length(); i++) {
            String character = all.substring(i, i + 1);
            UserData written = segmenter.split(character.repeat(71)).get(0);
            SmsSubmit submit = SmsSubmit.of(Address.parse("1"), DataCodingScheme.GSM7, written);
            Tpdu read = TpduCodec.decode(TpduCodec.encode(submit), Direction.MOBILE_ORIGINATED);

            assertThat(((SmsSubmit) read).userData().text()).contains(character.repeat(71));
        }
    }

    @Test
    void an_escape_leads_to_a_blank_where_nothing_else_is_meant() {
        assertThat(text(Optional.empty(), Optional.empty(), 0x1B)).isEqualTo(" ");
        assertThat(text(Optional.empty(), Optional.empty(), 0x1B, 0x1B, 0x41)).isEqualTo(" A");
        assertThat(text(Optional.empty(), Optional.empty(), 0x1B, 0x41)).isEqualTo("A");
        assertThat(text(Optional.empty(), Optional.empty(), 0x1B, 0x0D)).isEqualTo("\r");
    }

    private static void set(StringBuilder table, int at, String characters) {
        table.replace(at, at + characters.length(), characters);
    }

    private static List<String> letters(List<String> characters) {
        return characters.stream()
                .filter(c -> c.charAt(0) >= 0x600 && c.charAt(0) < 0xE00)
                .sorted()
                .toList();
    }

    private static String character(String hex) {
        return String.valueOf((char) Integer.parseInt(hex, 16));
    }

    private static String basic(Optional<NationalLanguage> language) {
        StringBuilder table = new StringBuilder();
        for (int code = 0; code < 128; code++) {
            table.append(text(language, Optional.empty(), code));
        }
        return table.toString();
    }

    /** Code and character of every place that does not fall back to the basic table. */
    private static List<String> extension(Optional<NationalLanguage> language) {
        List<String> places = new ArrayList<>();
        for (int code = 0; code < 128; code++) {
            if (code != 0x1B
                    && (differs(Optional.empty(), language, code)
                            || differs(Optional.of(NationalLanguage.URDU), language, code))) {
                places.add("%02X%s".formatted(code, text(Optional.empty(), language, 0x1B, code)));
            }
        }
        return places;
    }

    private static boolean differs(
            Optional<NationalLanguage> basic, Optional<NationalLanguage> extension, int code) {
        return !text(basic, extension, 0x1B, code).equals(text(basic, extension, code));
    }

    private static String text(
            Optional<NationalLanguage> locking, Optional<NationalLanguage> single, int... septets) {
        List<InformationElement> elements = new ArrayList<>();
        locking.map(NationalLanguage::lockingShift).ifPresent(elements::add);
        single.map(NationalLanguage::singleShift).ifPresent(elements::add);
        byte[] body = new byte[septets.length];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) septets[i];
        }
        return new UserData(
                        Optional.of(new UserDataHeader(elements)),
                        Alphabet.GSM7,
                        OctetString.of(body))
                .text()
                .orElseThrow();
    }
}
