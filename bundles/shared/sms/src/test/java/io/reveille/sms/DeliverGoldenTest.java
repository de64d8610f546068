/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static io.reveille.sms.Golden.hex;
import static io.reveille.sms.Golden.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class DeliverGoldenTest {

    @Test
    void a_message_that_has_been_in_tutorials_since_1999() throws Exception {
        String[] fields = {
            "07 91 7283010010F5", // SMSC: 7 octets, international, ISDN, 27381000015
            "04", // SMS-DELIVER, no more messages
            "0B C8 7238880900F1", // TP-OA: 11 digits, subscriber, national plan
            "00 00", // TP-PID, TP-DCS
            "99 30 92 51 61 95 80", // TP-SCTS: 1999-03-29 15:16:59, 8 quarters
            "0A E8329BFD4697D9EC37" // TP-UDL: 10 septets, TP-UD
        };
        Pdu pdu = read(Direction.MOBILE_TERMINATED, fields);

        assertThat(pdu.serviceCentre()).contains(Address.international("27381000015"));
        assertThat(pdu.tpdu())
                .isEqualTo(
                        SmsDeliver.of(
                                new Address(
                                        TypeOfNumber.SUBSCRIBER,
                                        NumberingPlan.NATIONAL,
                                        "27838890001"),
                                Timestamp.of(OffsetDateTime.parse("1999-03-29T15:16:59+02:00")),
                                DataCodingScheme.GSM7,
                                UserData.gsm7("hellohello")));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void another_published_message_with_a_septet_boundary_in_the_middle() throws Exception {
        String[] fields = {
            "07 91 1326040000F0", // SMSC: +31624000000
            "04", // SMS-DELIVER, no more messages
            "0B 91 1346610089F6", // TP-OA: +31641600986
            "00 00", // TP-PID, TP-DCS
            "20 80 62 91 73 14 08", // TP-SCTS: 2002-08-26 19:37:41, zone minus nothing
            "0C C8F71D14969741F977FD07" // TP-UD: 12 septets
        };
        SmsDeliver deliver = (SmsDeliver) read(Direction.MOBILE_TERMINATED, fields).tpdu();

        assertThat(deliver.originator()).hasToString("+31641600986");
        assertThat(deliver.userData().text()).contains("How are you?");
        assertThat(deliver.timestamp().dateTime())
                .contains(OffsetDateTime.parse("2002-08-26T19:37:41Z"));
    }

    @Test
    void all_flags_and_a_named_sender() throws Exception {
        String[] fields = {
            "00", // no SMSC
            "A8", // SMS-DELIVER, more messages, no loops, status report, reply path
            "0D D0 D2A2B598643201", // TP-OA: 13 semi-octets are 7 septets
            "7F", // TP-PID: SIM data download
            "F6", // TP-DCS: 8-bit data, class 2
            "62 11 10 00 00 00 69", // TP-SCTS: 2026-11-01 00:00:00, -04:00 (16 quarters)
            "03 010203" // TP-UD: 3 octets
        };
        Pdu pdu = read(Direction.MOBILE_TERMINATED, fields);
        SmsDeliver deliver = (SmsDeliver) pdu.tpdu();

        assertThat(pdu.serviceCentre()).isEmpty();
        assertThat(deliver.moreMessages()).isTrue();
        assertThat(deliver.loopPrevention()).isTrue();
        assertThat(deliver.statusReportIndication()).isTrue();
        assertThat(deliver.replyPath()).isTrue();
        assertThat(deliver.originator()).isEqualTo(Address.alphanumeric("REVEILL"));
        assertThat(deliver.protocol().octet()).isEqualTo(0x7F);
        assertThat(deliver.coding().messageClass()).contains(MessageClass.SIM);
        assertThat(deliver.timestamp().dateTime())
                .contains(OffsetDateTime.parse("2026-11-01T00:00:00-04:00"));
        assertThat(deliver.userData().body()).hasToString("010203");
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void ucs2_with_a_surrogate_pair() throws Exception {
        String[] fields = {
            "00",
            "04",
            "0C 91 947156341200", // TP-OA: +491765432100
            "00 08", // TP-PID, TP-DCS: UCS-2
            "62 11 10 21 43 65 40",
            "08 00480069 D83DDC4B" // H i and U+1F44B in UTF-16BE
        };
        SmsDeliver deliver = (SmsDeliver) read(Direction.MOBILE_TERMINATED, fields).tpdu();

        assertThat(deliver.userData().text()).contains("Hi\uD83D\uDC4B");
    }

    @Test
    void application_ports_before_octets() throws Exception {
        String[] fields = {
            "00",
            "44", // SMS-DELIVER, no more messages, header
            "05 81 2143F5", // TP-OA: 12345, unknown
            "00 04", // TP-PID, TP-DCS: 8-bit
            "62 11 10 21 43 65 00",
            "0A", // TP-UDL: 10 octets
            "06 05 04 3E80 3E81", // TP-UDH: ports 16000 and 16001
            "D10102" // what the application gets
        };
        Pdu pdu = read(Direction.MOBILE_TERMINATED, fields);
        UserData userData = ((SmsDeliver) pdu.tpdu()).userData();

        assertThat(userData.header().orElseThrow().ports())
                .contains(ApplicationPorts.of(16000, 16001));
        assertThat(userData.body()).hasToString("D10102");
        assertThat(userData.text()).isEmpty();
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void septets_begin_on_a_septet_boundary_after_the_header() throws Exception {
        String[] fields = {
            "00",
            "40", // SMS-DELIVER, more messages, header
            "00 81", // TP-OA: no digits
            "00 00",
            "00 00 00 00 00 00 00", // TP-SCTS: no date
            "0A", // TP-UDL: 10 septets, 7 of them header and a fill bit
            "05 00 03 2A 02 01", // TP-UDH: reference 42, part 1 of 2
            "C2E231" // one fill bit, then a b c: septets 61 62 63
        };
        Pdu pdu = read(Direction.MOBILE_TERMINATED, fields);
        SmsDeliver deliver = (SmsDeliver) pdu.tpdu();

        assertThat(deliver.userData().header().orElseThrow().concatenation())
                .contains(new Concatenation(42, 2, 1, false));
        assertThat(deliver.userData().text()).contains("abc");
        assertThat(deliver.timestamp().dateTime()).isEmpty();
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }
}
