/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** TS 23.040, 9.2.3.24. */
class UserDataHeaderTest {

    @Test
    void elements_keep_their_order_and_unknown_ones_their_octets() throws Exception {
        UserDataHeader header =
                UserDataHeader.of(
                        InformationElement.of(0xC0, 1, 2, 3),
                        ApplicationPorts.of(16000, 16001).element(),
                        InformationElement.of(0x70),
                        new Concatenation(0x1234, 3, 2, true).element());
        SmsSubmit submit =
                SmsSubmit.of(
                        Address.parse("1"),
                        DataCodingScheme.OCTETS,
                        UserData.empty(Alphabet.OCTETS).withHeader(header));

        String hex = PduCodec.encodeHex(Pdu.of(submit));

        assertThat(hex)
                .endsWith(
                        Golden.hex(
                                "14", // TP-UDL
                                "13", // TP-UDHL
                                "C0 03 010203",
                                "05 04 3E80 3E81",
                                "70 00",
                                "08 04 1234 03 02"));
        assertThat(PduCodec.decodeHex(hex, Direction.MOBILE_ORIGINATED).tpdu()).isEqualTo(submit);
    }

    @Test
    void narrow_elements() {
        UserDataHeader header =
                UserDataHeader.of(
                        InformationElement.of(0x00, 0x2A, 2, 1), InformationElement.of(0x04, 9, 7));

        assertThat(header.concatenation()).contains(new Concatenation(0x2A, 2, 1, false));
        assertThat(header.ports()).contains(new ApplicationPorts(9, 7, false));
        assertThat(header.concatenation().orElseThrow().element())
                .isEqualTo(header.elements().get(0));
        assertThat(header.ports().orElseThrow().element()).isEqualTo(header.elements().get(1));
    }

    @Test
    void of_repeated_elements_the_last_counts() {
        UserDataHeader header =
                UserDataHeader.of(
                        ApplicationPorts.of(1, 2).element(), ApplicationPorts.of(3, 4).element());

        assertThat(header.ports()).contains(ApplicationPorts.of(3, 4));
    }

    @Test
    void elements_that_make_no_sense_are_passed_over() {
        UserDataHeader header =
                UserDataHeader.of(
                        InformationElement.of(0x00, 1, 0, 0), // part 0 of 0
                        InformationElement.of(0x00, 1, 2, 3), // part 3 of 2
                        InformationElement.of(0x00, 1, 2, 0), // part 0
                        InformationElement.of(0x00, 1, 2), // too short
                        InformationElement.of(0x08, 1, 2, 1), // too short
                        InformationElement.of(0x05, 1, 2), // too short
                        InformationElement.of(0x04, 1, 2, 3), // too long
                        InformationElement.of(0x24, 0), // reserved language
                        InformationElement.of(0x25, 14), // reserved language
                        InformationElement.of(0x25, 2), // Spanish has no locking shift
                        InformationElement.of(0x24)); // none at all

        assertThat(header.concatenation()).isEmpty();
        assertThat(header.ports()).isEmpty();
        assertThat(header.singleShift()).isEmpty();
        assertThat(header.lockingShift()).isEmpty();
    }

    @Test
    void languages() {
        UserDataHeader header =
                UserDataHeader.of(
                        NationalLanguage.HINDI.lockingShift(),
                        NationalLanguage.SPANISH.singleShift());

        assertThat(header.lockingShift()).contains(NationalLanguage.HINDI);
        assertThat(header.singleShift()).contains(NationalLanguage.SPANISH);
    }

    @Test
    void what_does_not_fit_is_refused() {
        InformationElement large =
                new InformationElement(1, OctetString.of(new byte[InformationElement.MAX_DATA]));

        assertThat(UserDataHeader.of(large).length()).isEqualTo(140);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserDataHeader.of(large, InformationElement.of(2)))
                .withMessage("user data header of 142 octets: at most 140 fit");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new UserDataHeader(
                                        Collections.nCopies(70, InformationElement.of(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> InformationElement.of(256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InformationElement(1, OctetString.of(new byte[138])));
        assertThatIllegalArgumentException().isThrownBy(() -> new ApplicationPorts(256, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> ApplicationPorts.of(0, 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(256, 2, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(1, 2, 3, true));
    }
}
