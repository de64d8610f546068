/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WholeMessageTest {
    private static final Address FROM = Address.parse("+491");

    @Test
    void a_character_that_the_sender_has_cut_in_two_is_whole_again() {
        WholeMessage emoji =
                new WholeMessage(
                        List.of(
                                part(Alphabet.UCS2, 1, "0048D83D", Optional.empty()),
                                part(Alphabet.UCS2, 2, "DC4B0021", Optional.empty())));
        WholeMessage euro =
                new WholeMessage(
                        List.of(
                                part(Alphabet.GSM7, 1, "411B", Optional.empty()),
                                part(Alphabet.GSM7, 2, "6542", Optional.empty())));

        assertThat(emoji.text()).contains("H\uD83D\uDC4B!");
        assertThat(euro.text()).contains("A€B");
        assertThat(euro.body()).hasToString("411B6542");
    }

    @Test
    void every_part_is_read_with_its_own_tables() {
        WholeMessage message =
                new WholeMessage(
                        List.of(
                                part(Alphabet.GSM7, 1, "07", Optional.of(NationalLanguage.TURKISH)),
                                part(Alphabet.GSM7, 2, "07", Optional.empty())));

        assertThat(message.text()).contains("ıì");
    }

    @Test
    void octets_have_no_text_but_ports() {
        UserData data =
                UserData.octets(OctetString.fromHex("D101"))
                        .withHeader(UserDataHeader.of(ApplicationPorts.of(16000, 1).element()));
        WholeMessage message =
                new WholeMessage(
                        List.of(
                                SmsDeliver.of(
                                        FROM,
                                        new Timestamp(OctetString.of(new byte[7])),
                                        DataCodingScheme.OCTETS,
                                        data)));

        assertThat(message.text()).isEmpty();
        assertThat(message.ports()).contains(ApplicationPorts.of(16000, 1));
        assertThat(message.body()).hasToString("D101");
    }

    @Test
    void there_is_no_message_without_parts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WholeMessage(List.of()));
    }

    private static SmsDeliver part(
            Alphabet alphabet, int sequence, String body, Optional<NationalLanguage> locking) {
        InformationElement which = new Concatenation(1, 2, sequence, false).element();
        UserDataHeader header =
                locking.map(language -> UserDataHeader.of(which, language.lockingShift()))
                        .orElseGet(() -> UserDataHeader.of(which));
        return SmsDeliver.of(
                FROM,
                new Timestamp(OctetString.of(new byte[7])),
                DataCodingScheme.of(alphabet),
                new UserData(Optional.of(header), alphabet, OctetString.fromHex(body)));
    }
}
