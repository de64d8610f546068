/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static io.reveille.sms.Golden.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where and why octets stop being a message. */
class RefusalTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    MOBILE_TERMINATED |  | SMSC.length | 0 | needs 1 octet, 0 are left
                    MOBILE_TERMINATED | 0C91 | SMSC.length | 0 | 12 octets; at most 11 fit
                    MOBILE_TERMINATED | 03D141E1 | SMSC.type | 1 | a service centre has digits, no name
                    MOBILE_TERMINATED | 0491F111 | SMSC.digits | 2 | needs 3 octets, 2 are left
                    MOBILE_TERMINATED | 03911FF2 | SMSC.digits | 2 | filler F in place of digit 1
                    MOBILE_TERMINATED | 00 | TP-MTI | 1 | needs 1 octet, 0 are left
                    MOBILE_TERMINATED | 0004 | SMS-DELIVER.TP-OA.length | 2 | needs 1 octet, 0 are left
                    MOBILE_TERMINATED | 000415 | SMS-DELIVER.TP-OA.length | 2 | 21 digits; at most 20 fit
                    MOBILE_TERMINATED | 00040191 | SMS-DELIVER.TP-OA.digits | 4 | needs 1 octet, 0 are left
                    MOBILE_TERMINATED | 000403912FF1 | SMS-DELIVER.TP-OA.digits | 4 | filler F in place of digit 1
                    MOBILE_TERMINATED | 00040081000000000000000000 | SMS-DELIVER.TP-UDL | 13 | needs 1 octet, 0 are left
                    MOBILE_TERMINATED | 000400810000 00000000000000 A1 | SMS-DELIVER.TP-UDL | 13 | 161 septets; at most 160 fit
                    MOBILE_TERMINATED | 000400810004 00000000000000 8D | SMS-DELIVER.TP-UDL | 13 | 141 octets; at most 140 fit
                    MOBILE_TERMINATED | 000400810000 00000000000000 0A E832 | SMS-DELIVER.TP-UD | 14 | TP-UDL asks for 9 octets, 2 are left
                    MOBILE_TERMINATED | 004400810004 00000000000000 00 | SMS-DELIVER.TP-UDHL | 14 | TP-UDHI announces a header, there is none
                    MOBILE_TERMINATED | 004400810004 00000000000000 02 0200 | SMS-DELIVER.TP-UDHL | 14 | 2 octets; the user data has 1 left
                    MOBILE_TERMINATED | 004400810004 00000000000000 03 02 0001 | SMS-DELIVER.TP-UDH[0].length | 16 | 1 octets; the header has 0 left
                    MOBILE_TERMINATED | 004400810004 00000000000000 04 03 7000 71 | SMS-DELIVER.TP-UDH[1] | 17 | the header ends before its length
                    MOBILE_ORIGINATED | 0011 | SMS-SUBMIT.TP-MR | 2 | needs 1 octet, 0 are left
                    MOBILE_ORIGINATED | 00190000800000 0102 | SMS-SUBMIT.TP-VP | 7 | needs 7 octets, 2 are left
                    MOBILE_ORIGINATED | 0002000000000080 9E | SMS-COMMAND.TP-CDL | 8 | 158 octets; 0 are left and at most 157 fit
                    MOBILE_TERMINATED | 0001C280 | SMS-SUBMIT-REPORT.TP-PI | 4 | needs 1 octet, 0 are left
                    """)
    void names_field_offset_and_reason(
            Direction direction, String hex, String field, int offset, String reason) {
        SmsDecodeException failure =
                catchThrowableOfType(
                        SmsDecodeException.class, () -> read(direction, hex == null ? "" : hex));

        assertThat(failure).isNotNull();
        assertThat(failure.field()).isEqualTo(field);
        assertThat(failure.offset()).isEqualTo(offset);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void octets_after_the_end_are_refused() {
        SmsDecodeException failure =
                catchThrowableOfType(
                        SmsDecodeException.class,
                        () ->
                                read(
                                        Direction.MOBILE_TERMINATED,
                                        "000400810004 00000000000000 01 AA FFFF"));

        assertThat(failure).hasMessage("SMS-DELIVER.end at octet 15: 2 octets are left over");
    }

    @ParameterizedTest
    @CsvSource({"0G, 0", "00040, 2", "00 4, 1", "é0, 0", "00＀, 1"})
    void what_is_no_hexadecimal_is_refused(String hex, int offset) {
        SmsDecodeException failure =
                catchThrowableOfType(
                        SmsDecodeException.class, () -> PduCodec.decodeHex(hex, Direction.UNKNOWN));

        assertThat(failure.field()).isEqualTo("hex");
        assertThat(failure.offset()).isEqualTo(offset);
    }

    @Test
    void lower_case_hexadecimal_is_read() throws Exception {
        assertThat(
                        PduCodec.decodeHex(
                                "00040081000400000000000000 01 ab".replace(" ", ""),
                                Direction.UNKNOWN))
                .isNotNull();
    }
}
