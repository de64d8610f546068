/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What small fields can hold, and what they mean. */
class FieldRangesTest {

    @ParameterizedTest
    @CsvSource({
        "0x00, 0, false", "0x1F, 0, false", "0x20, 0, true", "0x3F, 0, true", "0x40, 0, false",
        "0x41, 1, false", "0x47, 7, false", "0x48, 0, false", "0x7F, 0, false", "0xC1, 0, false"
    })
    void protocol_identifiers(int octet, int replaceType, boolean telematic) {
        ProtocolIdentifier protocol = new ProtocolIdentifier(octet);

        assertThat(protocol.replaceType())
                .isEqualTo(replaceType == 0 ? OptionalInt.empty() : OptionalInt.of(replaceType));
        assertThat(protocol.telematic()).isEqualTo(telematic);
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, COMPLETED",
        "0x1F, COMPLETED",
        "0x20, STILL_TRYING",
        "0x3F, STILL_TRYING",
        "0x40, FAILED",
        "0x5F, FAILED",
        "0x60, GIVEN_UP",
        "0x7F, GIVEN_UP",
        "0x80, RESERVED",
        "0xFF, RESERVED"
    })
    void delivery_statuses(int octet, DeliveryStatus.Outcome outcome) {
        assertThat(new DeliveryStatus(octet).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void octets_have_eight_bits(int value) {
        Address to = Address.parse("1");
        ProtocolIdentifier protocol = ProtocolIdentifier.SHORT_MESSAGE;
        OctetString none = OctetString.empty();
        Timestamp time = new Timestamp(OctetString.of(new byte[7]));

        refused(() -> new ProtocolIdentifier(value), "TP-PID");
        refused(() -> new DataCodingScheme(value), "TP-DCS");
        refused(() -> new DeliveryStatus(value), "TP-ST");
        refused(() -> new ValidityPeriod.Relative(value), "TP-VP");
        refused(() -> InformationElement.of(value), "element identifier");
        refused(
                () -> new SmsCommand(false, value, protocol, 0, 0, to, Optional.empty(), none),
                "TP-MR");
        refused(
                () -> new SmsCommand(false, 0, protocol, value, 0, to, Optional.empty(), none),
                "TP-CT");
        refused(
                () -> new SmsCommand(false, 0, protocol, 0, value, to, Optional.empty(), none),
                "TP-MN");
        refused(
                () ->
                        new SmsStatusReport(
                                false,
                                false,
                                false,
                                value,
                                to,
                                time,
                                time,
                                DeliveryStatus.RECEIVED,
                                ReportFields.NONE),
                "TP-MR");
        refused(
                () ->
                        new SmsSubmit(
                                false,
                                false,
                                false,
                                value,
                                to,
                                protocol,
                                DataCodingScheme.GSM7,
                                Optional.empty(),
                                UserData.gsm7("")),
                "TP-MR");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7F, 0x100})
    void failure_causes_begin_at_128(int cause) {
        refused(() -> new SmsDeliverReport(OptionalInt.of(cause), ReportFields.NONE), "TP-FCS");
        Timestamp time = new Timestamp(OctetString.of(new byte[7]));
        refused(
                () -> new SmsSubmitReport(OptionalInt.of(cause), time, ReportFields.NONE),
                "TP-FCS");
        assertThat(new SmsDeliverReport(OptionalInt.of(0x80), ReportFields.NONE).failureCause())
                .hasValue(0x80);
        assertThat(new SmsDeliverReport(OptionalInt.of(0xFF), ReportFields.NONE).failureCause())
                .hasValue(0xFF);
    }

    @Test
    void the_ends_of_ranges_are_in_them() {
        assertThat(ApplicationPorts.of(0, 65_535).element().data()).hasToString("0000FFFF");
        assertThat(new ApplicationPorts(255, 0, false).element().data()).hasToString("FF00");
        assertThat(new Concatenation(255, 255, 255, false).element().data()).hasToString("FFFFFF");
        assertThat(new Concatenation(65_535, 1, 1, true).element().data()).hasToString("FFFF0101");
        assertThat(ValidityPeriod.Enhanced.seconds(1, false).duration()).isPresent();
        assertThat(ValidityPeriod.Enhanced.seconds(255, false).duration()).isPresent();
    }

    @Test
    void command_data_and_header_have_157_octets_together() {
        UserDataHeader header = UserDataHeader.of(InformationElement.of(1));
        assertThat(command(Optional.of(header), 154).type()).isEqualTo("SMS-COMMAND");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command(Optional.of(header), 155))
                .withMessage("command data of 158 octets: at most 157 fit");
    }

    private static SmsCommand command(Optional<UserDataHeader> header, int octets) {
        return new SmsCommand(
                false,
                0,
                ProtocolIdentifier.SHORT_MESSAGE,
                0,
                0,
                Address.parse("1"),
                header,
                OctetString.of(new byte[octets]));
    }

    private static void refused(Runnable making, String field) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith(field);
    }
}
