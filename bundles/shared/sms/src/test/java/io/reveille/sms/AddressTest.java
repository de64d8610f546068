/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AddressTest {

    @ParameterizedTest(name = "<{0}>")
    @CsvSource({
        "'', 00 91",
        "1, 01 91 F1",
        "12, 02 91 21",
        "123, 03 91 21F3",
        "0*#abc9, 07 91 A0CB EDF9",
        "01234567890123456789, 14 91 10325476981032547698",
    })
    void digits_are_swapped_and_counted(String digits, String hex) {
        SmsSubmit submit = submitTo(Address.international(digits));

        assertThat(PduCodec.encodeHex(Pdu.of(submit)))
                .isEqualTo(Golden.hex("00 01 00", hex, "00 00 00"));
    }

    @ParameterizedTest(name = "<{0}>")
    @CsvSource({
        "+49151, 04 91 9451F1", // the service centre's length counts octets
        "+4915, 03 91 9451",
    })
    void a_service_centre_is_counted_in_octets(String number, String hex) {
        Pdu pdu = new Pdu(Optional.of(Address.parse(number)), submitTo(Address.parse("1")));

        assertThat(PduCodec.encodeHex(pdu)).startsWith(Golden.hex(hex));
    }

    @ParameterizedTest(name = "<{0}>")
    @CsvSource({
        "A, 02 D0 41",
        "AB, 04 D0 4121",
        "REVEILL, 0D D0 D2A2B598643201",
        "REVEILLE, 0E D0 D2A2B59864328B",
        "REVEILLE.IO, 14 D0 D2A2B59864328BAEA41300"
    })
    void names_are_packed_septets_counted_in_semi_octets(String name, String hex) {
        SmsSubmit submit = submitTo(Address.alphanumeric(name));

        String pdu = PduCodec.encodeHex(Pdu.of(submit));

        assertThat(pdu.substring(6, 10)).isEqualTo(Golden.hex(hex).substring(0, 4));
        assertThat(pdu).contains(Golden.hex(hex).substring(4, 6));
        assertThat(submit.destination()).hasToString(name);
    }

    @ParameterizedTest
    @EnumSource(TypeOfNumber.class)
    void every_type_and_plan_is_in_the_type_of_address(TypeOfNumber type) {
        for (NumberingPlan plan : NumberingPlan.values()) {
            int octet = new Address(type, plan, "12").typeOfAddress();

            assertThat(octet & 0x80).isEqualTo(0x80);
            assertThat(TypeOfNumber.of(octet >> 4)).isEqualTo(type);
            assertThat(NumberingPlan.of(octet)).isEqualTo(plan);
        }
    }

    @Test
    void only_international_numbers_are_shown_with_a_plus() {
        assertThat(Address.parse("+4915112345678")).hasToString("+4915112345678");
        assertThat(Address.parse("015112345678")).hasToString("015112345678");
        assertThat(Address.parse("015112345678").typeOfNumber()).isEqualTo(TypeOfNumber.UNKNOWN);
    }

    @Test
    void what_is_no_address_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse("+49 151"))
                .withMessage("address digit ' ' at 2 is none of 0-9 * # a b c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse("123456789012345678901"))
                .withMessage("address of 21 digits: at most 20 fit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.alphanumeric("REVEILLE.IO!"))
                .withMessage("alphanumeric address of 12 septets: at most 11 fit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.alphanumeric("Ж"))
                .withMessage("character U+0416 at 0 is not in the 7 bit alphabet");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Pdu(
                                        Optional.of(Address.alphanumeric("X")),
                                        submitTo(Address.parse("1"))));
    }

    private static SmsSubmit submitTo(Address destination) {
        return SmsSubmit.of(destination, DataCodingScheme.GSM7, UserData.gsm7(""));
    }
}
