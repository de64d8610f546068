/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static io.reveille.sms.Golden.hex;
import static io.reveille.sms.Golden.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmitGoldenTest {

    @Test
    void a_message_that_is_in_many_tutorials() throws Exception {
        String[] fields = {
            "00", // the SMSC that the modem knows
            "11", // SMS-SUBMIT, relative validity period
            "00", // TP-MR: filled in by the modem
            "0B 91 6407281553F8", // TP-DA: +46708251358
            "00 00", // TP-PID, TP-DCS
            "AA", // TP-VP: 4 days
            "0A E8329BFD4697D9EC37" // TP-UD: 10 septets
        };
        Pdu pdu = read(Direction.UNKNOWN, fields);

        assertThat(pdu)
                .isEqualTo(
                        Pdu.of(
                                new SmsSubmit(
                                        false,
                                        false,
                                        false,
                                        0,
                                        Address.parse("+46708251358"),
                                        ProtocolIdentifier.SHORT_MESSAGE,
                                        DataCodingScheme.GSM7,
                                        Optional.of(ValidityPeriod.relative(Duration.ofDays(4))),
                                        UserData.gsm7("hellohello"))));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void an_access_request_to_an_application_port() {
        SmsSubmit submit =
                new SmsSubmit(
                        false,
                        false,
                        true,
                        1,
                        Address.international("4915112345678"),
                        ProtocolIdentifier.SHORT_MESSAGE,
                        DataCodingScheme.OCTETS,
                        Optional.of(ValidityPeriod.relative(Duration.ofMinutes(7))),
                        UserData.octets(OctetString.fromHex("D101"))
                                .withHeader(
                                        UserDataHeader.of(
                                                ApplicationPorts.of(16000, 16001).element())));

        assertThat(PduCodec.encodeHex(Pdu.of(submit)))
                .isEqualTo(
                        hex(
                                "00", // the SMSC that the modem knows
                                "71", // SMS-SUBMIT, relative VP, status report, header
                                "01", // TP-MR
                                "0D 91 945111325476F8", // TP-DA: 13 digits
                                "00 04", // TP-PID, TP-DCS: 8-bit
                                "01", // TP-VP: 10 minutes
                                "09", // TP-UDL
                                "06 05 04 3E80 3E81", // TP-UDH
                                "D101"));
    }

    @Test
    void all_flags_and_an_absolute_validity_period() throws Exception {
        String[] fields = {
            "00",
            "9D", // SMS-SUBMIT, reject duplicates, absolute VP, reply path
            "FF", // TP-MR
            "05 A1 2143F5", // TP-DA: 12345, national
            "00 00",
            "62 21 13 32 95 95 23", // TP-VP: 2026-12-31 23:59:59 +08:00 (32 quarters)
            "00" // no text
        };
        Pdu pdu = read(Direction.MOBILE_ORIGINATED, fields);
        SmsSubmit submit = (SmsSubmit) pdu.tpdu();

        assertThat(submit.rejectDuplicates()).isTrue();
        assertThat(submit.replyPath()).isTrue();
        assertThat(submit.statusReportRequest()).isFalse();
        assertThat(submit.messageReference()).isEqualTo(255);
        assertThat(submit.validity())
                .contains(
                        new ValidityPeriod.Absolute(
                                Timestamp.of(OffsetDateTime.parse("2026-12-31T23:59:59+08:00"))));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void an_enhanced_validity_period() throws Exception {
        String[] fields = {
            "00",
            "09", // SMS-SUBMIT, enhanced VP
            "00",
            "00 80", // TP-DA: nothing
            "00 00",
            "42 3C 0000000000", // TP-VP: single shot, 60 seconds
            "00"
        };
        Pdu pdu = read(Direction.MOBILE_ORIGINATED, fields);

        assertThat(((SmsSubmit) pdu.tpdu()).validity())
                .contains(ValidityPeriod.Enhanced.seconds(60, true));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }
}
