/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.OctetString;
import io.reveille.sms.Pdu;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.ReportFields;
import io.reveille.sms.SmsCommand;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsDeliverReport;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.SmsSubmitReport;
import io.reveille.sms.Timestamp;
import io.reveille.sms.Tpdu;
import io.reveille.sms.UserData;
import java.util.Optional;
import java.util.OptionalInt;

/** The inverse of {@link MessageWriter}; what is left out has the usual value. */
final class MessageReader {
    private MessageReader() {}

    /**
     * The PDU of an object.
     *
     * @throws IllegalArgumentException whose message names the member and says what to do
     */
    static Pdu read(Fields fields) {
        if (fields.object("error").isPresent()) {
            throw fields.wrong("error", "says that this was no PDU; there is nothing to encode");
        }
        Optional<Address> centre = Addresses.readOptional(fields, "smsc");
        String type =
                fields.string("type")
                        .orElseThrow(
                                () ->
                                        fields.wrong(
                                                "type", "is missing; give SMS-SUBMIT or another"));
        Tpdu tpdu =
                switch (type) {
                    case "SMS-DELIVER" -> deliver(fields);
                    case "SMS-SUBMIT" -> submit(fields);
                    case "SMS-STATUS-REPORT" -> statusReport(fields);
                    case "SMS-DELIVER-REPORT" ->
                            new SmsDeliverReport(failureCause(fields), reportFields(fields));
                    case "SMS-SUBMIT-REPORT" ->
                            new SmsSubmitReport(
                                    failureCause(fields),
                                    Times.read(fields, "timestamp"),
                                    reportFields(fields));
                    case "SMS-COMMAND" -> command(fields);
                    default ->
                            throw fields.wrong(
                                    "type",
                                    "'"
                                            + type
                                            + "' is none of SMS-DELIVER, SMS-SUBMIT,"
                                            + " SMS-STATUS-REPORT, SMS-DELIVER-REPORT,"
                                            + " SMS-SUBMIT-REPORT, SMS-COMMAND");
                };
        fields.end();
        return new Pdu(centre, tpdu);
    }

    private static SmsDeliver deliver(Fields fields) {
        Address originator = Addresses.read(fields, "address");
        Timestamp timestamp = Times.read(fields, "timestamp");
        DataCodingScheme coding = Bodies.coding(fields);
        return new SmsDeliver(
                fields.flag("moreMessages"),
                fields.flag("loopPrevention"),
                fields.flag("replyPath"),
                fields.flag("statusReport"),
                originator,
                protocol(fields).orElse(ProtocolIdentifier.SHORT_MESSAGE),
                coding,
                timestamp,
                Bodies.read(fields, coding));
    }

    private static SmsSubmit submit(Fields fields) {
        Address destination = Addresses.read(fields, "address");
        DataCodingScheme coding = Bodies.coding(fields);
        return new SmsSubmit(
                fields.flag("rejectDuplicates"),
                fields.flag("replyPath"),
                fields.flag("statusReport"),
                octet(fields, "messageReference"),
                destination,
                protocol(fields).orElse(ProtocolIdentifier.SHORT_MESSAGE),
                coding,
                Validities.read(fields),
                Bodies.read(fields, coding));
    }

    private static SmsStatusReport statusReport(Fields fields) {
        return new SmsStatusReport(
                fields.flag("moreMessages"),
                fields.flag("loopPrevention"),
                fields.flag("answersCommand"),
                octet(fields, "messageReference"),
                Addresses.read(fields, "address"),
                Times.read(fields, "timestamp"),
                Times.read(fields, "dischargeTime"),
                new DeliveryStatus(octet(fields, "status")),
                reportFields(fields));
    }

    private static SmsCommand command(Fields fields) {
        return new SmsCommand(
                fields.flag("statusReport"),
                octet(fields, "messageReference"),
                protocol(fields).orElse(ProtocolIdentifier.SHORT_MESSAGE),
                octet(fields, "commandType"),
                octet(fields, "messageNumber"),
                Addresses.read(fields, "address"),
                Headers.read(fields),
                fields.hex("data").orElseGet(OctetString::empty));
    }

    /** Of a report only what is given is there. */
    private static ReportFields reportFields(Fields fields) {
        DataCodingScheme coding = Bodies.coding(fields);
        boolean coded = fields.integer("dcs", 0, 255).isPresent();
        boolean carries =
                fields.string("text").isPresent()
                        || fields.hex("data").isPresent()
                        || !fields.objects("udh").isEmpty()
                        || fields.flag("udhi");
        UserData userData = Bodies.read(fields, coding);
        return new ReportFields(
                protocol(fields),
                coded || (carries && coding.octet() != 0) ? Optional.of(coding) : Optional.empty(),
                carries ? Optional.of(userData) : Optional.empty());
    }

    private static Optional<ProtocolIdentifier> protocol(Fields fields) {
        return fields.integer("pid", 0, 255).map(ProtocolIdentifier::new);
    }

    private static OptionalInt failureCause(Fields fields) {
        return fields.integer("failureCause", 0x80, 0xFF)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static int octet(Fields fields, String name) {
        return fields.integer(name, 0, 255).orElse(0);
    }
}
