/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static io.reveille.sms.Golden.hex;
import static io.reveille.sms.Golden.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportGoldenTest {
    private static final String DATE = "62 11 10 21 43 65 40";

    @Test
    void a_status_report_without_optional_fields() throws Exception {
        String[] fields = {
            "07 91 947106004034", // SMSC: +491760000443
            "06", // SMS-STATUS-REPORT, no more messages
            "2A", // TP-MR
            "0D 91 945111325476F8", // TP-RA: +4915112345678
            DATE, // TP-SCTS
            "62 11 10 21 43 75 40", // TP-DT
            "00" // TP-ST: received
        };
        Pdu pdu = read(Direction.UNKNOWN, fields);
        SmsStatusReport report = (SmsStatusReport) pdu.tpdu();

        assertThat(pdu.serviceCentre().orElseThrow()).hasToString("+491760000443");
        assertThat(report.messageReference()).isEqualTo(42);
        assertThat(report.recipient()).hasToString("+4915112345678");
        assertThat(report.timestamp()).hasToString("2026-11-01T12:34:56+01:00");
        assertThat(report.dischargeTime()).hasToString("2026-11-01T12:34:57+01:00");
        assertThat(report.status()).isEqualTo(DeliveryStatus.RECEIVED);
        assertThat(report.fields()).isEqualTo(ReportFields.NONE);
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void a_status_report_on_a_command_with_all_fields() throws Exception {
        String[] fields = {
            "00",
            "6A", // SMS-STATUS-REPORT, more messages, no loops, on a command, header
            "01",
            "02 81 21", // TP-RA: 12
            DATE,
            DATE,
            "46", // TP-ST: validity period expired
            "07", // TP-PI: TP-PID, TP-DCS and TP-UDL follow
            "00", // TP-PID
            "04", // TP-DCS
            "04 02 70 00 FF" // TP-UD: element 70 without data, then an octet
        };
        Pdu pdu = read(Direction.MOBILE_TERMINATED, fields);
        SmsStatusReport report = (SmsStatusReport) pdu.tpdu();

        assertThat(report.answersCommand()).isTrue();
        assertThat(report.loopPrevention()).isTrue();
        assertThat(report.status().outcome()).isEqualTo(DeliveryStatus.Outcome.FAILED);
        assertThat(report.fields().userData().orElseThrow().header().orElseThrow().elements())
                .containsExactly(new InformationElement(0x70, OctetString.empty()));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void a_deliver_report_that_acknowledges() throws Exception {
        String[] fields = {"00", "00", "00"}; // SMS-DELIVER-REPORT, TP-PI: nothing follows

        Pdu pdu = read(Direction.MOBILE_ORIGINATED, fields);

        assertThat(pdu.tpdu())
                .isEqualTo(new SmsDeliverReport(OptionalInt.empty(), ReportFields.NONE));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void a_deliver_report_of_a_full_memory() throws Exception {
        String[] fields = {
            "00",
            "00", // SMS-DELIVER-REPORT
            "D3", // TP-FCS: memory capacity exceeded
            "01", // TP-PI: TP-PID follows
            "7F" // TP-PID
        };
        Pdu pdu = read(Direction.MOBILE_ORIGINATED, fields);

        assertThat(pdu.tpdu())
                .isEqualTo(
                        new SmsDeliverReport(
                                OptionalInt.of(0xD3),
                                new ReportFields(
                                        Optional.of(new ProtocolIdentifier(0x7F)),
                                        Optional.empty(),
                                        Optional.empty())));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void a_submit_report_that_refuses() throws Exception {
        String[] fields = {
            "00",
            "01", // SMS-SUBMIT-REPORT
            "C2", // TP-FCS: no interworking
            "04", // TP-PI: TP-UDL follows
            DATE, // TP-SCTS
            "02 4835" // TP-UD: 2 septets, the alphabet being the default one
        };
        Pdu pdu = read(Direction.MOBILE_TERMINATED, hex(fields));
        SmsSubmitReport report = (SmsSubmitReport) pdu.tpdu();

        assertThat(report.failureCause()).hasValue(0xC2);
        assertThat(report.fields().userData().orElseThrow().text()).contains("Hj");
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void what_a_later_release_adds_to_a_report_is_passed_over() throws Exception {
        Pdu pdu =
                read(
                        Direction.MOBILE_ORIGINATED,
                        "00",
                        "00",
                        "09", // TP-PI: TP-PID and something reserved follow
                        "00",
                        "DEADBEEF");

        assertThat(((SmsDeliverReport) pdu.tpdu()).fields().protocol())
                .contains(ProtocolIdentifier.SHORT_MESSAGE);
    }

    @Test
    void a_command_to_delete_a_message() throws Exception {
        String[] fields = {
            "00",
            "22", // SMS-COMMAND, status report
            "07", // TP-MR
            "00", // TP-PID
            "02", // TP-CT: delete
            "2A", // TP-MN
            "02 81 21", // TP-DA
            "02 AABB" // TP-CDL, TP-CD
        };
        Pdu pdu = read(Direction.MOBILE_ORIGINATED, fields);

        assertThat(pdu.tpdu())
                .isEqualTo(
                        new SmsCommand(
                                true,
                                7,
                                ProtocolIdentifier.SHORT_MESSAGE,
                                2,
                                42,
                                Address.parse("12"),
                                Optional.empty(),
                                OctetString.fromHex("AABB")));
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void a_command_with_a_header() throws Exception {
        String[] fields = {"00", "42", "07", "00", "00", "2A", "02 81 21", "04 02 70 00 BB"};

        Pdu pdu = read(Direction.MOBILE_ORIGINATED, fields);

        assertThat(((SmsCommand) pdu.tpdu()).header().orElseThrow().elements()).hasSize(1);
        assertThat(PduCodec.encodeHex(pdu)).isEqualTo(hex(fields));
    }

    @Test
    void the_reserved_message_type_is_refused() {
        for (Direction direction : Direction.values()) {
            assertThatThrownBy(() -> read(direction, "00", "03", "00"))
                    .isInstanceOf(SmsDecodeException.class)
                    .hasMessage("TP-MTI at octet 1: message type 3 is reserved");
        }
    }
}
