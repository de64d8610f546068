/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.sms;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.MessageClass;
import io.reveille.sms.Pdu;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.ReportFields;
import io.reveille.sms.SmsCommand;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsDeliverReport;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.SmsSubmitReport;
import io.reveille.sms.Tpdu;
import io.reveille.sms.UserData;
import java.util.Optional;

/**
 * A PDU as a JSON object. What a message of its kind does not usually have stands at the end, and
 * only where the message has it; so the object gives the message back.
 */
final class MessageWriter {
    private MessageWriter() {}

    static JsonObject write(Pdu pdu) {
        JsonObject object = new JsonObject();
        Tpdu tpdu = pdu.tpdu();
        object.addProperty("type", tpdu.type());
        Addresses.write(object, "smsc", pdu.serviceCentre());
        if (tpdu instanceof SmsDeliver deliver) {
            write(object, deliver);
        } else if (tpdu instanceof SmsSubmit submit) {
            write(object, submit);
        } else if (tpdu instanceof SmsStatusReport report) {
            write(object, report);
        } else if (tpdu instanceof SmsDeliverReport report) {
            write(object, report.fields());
            report.failureCause().ifPresent(it -> object.addProperty("failureCause", it));
        } else if (tpdu instanceof SmsSubmitReport report) {
            Times.write(object, "timestamp", report.timestamp());
            write(object, report.fields());
            report.failureCause().ifPresent(it -> object.addProperty("failureCause", it));
        } else if (tpdu instanceof SmsCommand command) {
            write(object, command);
        }
        return object;
    }

    private static void write(JsonObject object, SmsDeliver deliver) {
        Addresses.write(object, "address", Optional.of(deliver.originator()));
        Times.write(object, "timestamp", deliver.timestamp());
        content(
                object,
                Optional.of(deliver.protocol()),
                Optional.of(deliver.coding()),
                Optional.of(deliver.userData()));
        flag(object, "moreMessages", deliver.moreMessages());
        flag(object, "loopPrevention", deliver.loopPrevention());
        flag(object, "replyPath", deliver.replyPath());
        flag(object, "statusReport", deliver.statusReportIndication());
    }

    private static void write(JsonObject object, SmsSubmit submit) {
        Addresses.write(object, "address", Optional.of(submit.destination()));
        content(
                object,
                Optional.of(submit.protocol()),
                Optional.of(submit.coding()),
                Optional.of(submit.userData()));
        object.addProperty("messageReference", submit.messageReference());
        Validities.write(object, submit.validity());
        flag(object, "rejectDuplicates", submit.rejectDuplicates());
        flag(object, "replyPath", submit.replyPath());
        flag(object, "statusReport", submit.statusReportRequest());
    }

    private static void write(JsonObject object, SmsStatusReport report) {
        Addresses.write(object, "address", Optional.of(report.recipient()));
        Times.write(object, "timestamp", report.timestamp());
        write(object, report.fields());
        object.addProperty("messageReference", report.messageReference());
        Times.write(object, "dischargeTime", report.dischargeTime());
        object.addProperty("status", report.status().octet());
        flag(object, "moreMessages", report.moreMessages());
        flag(object, "loopPrevention", report.loopPrevention());
        flag(object, "answersCommand", report.answersCommand());
    }

    private static void write(JsonObject object, SmsCommand command) {
        Addresses.write(object, "address", Optional.of(command.destination()));
        object.addProperty("pid", command.protocol().octet());
        Headers.write(object, command.header());
        object.addProperty("data", command.data().hex());
        object.addProperty("messageReference", command.messageReference());
        object.addProperty("commandType", command.commandType());
        object.addProperty("messageNumber", command.messageNumber());
        flag(object, "statusReport", command.statusReportRequest());
    }

    private static void write(JsonObject object, ReportFields fields) {
        content(object, fields.protocol(), fields.coding(), fields.userData());
    }

    private static void content(
            JsonObject object,
            Optional<ProtocolIdentifier> protocol,
            Optional<DataCodingScheme> coding,
            Optional<UserData> userData) {
        object.add("pid", number(protocol.map(ProtocolIdentifier::octet)));
        object.add("dcs", number(coding.map(DataCodingScheme::octet)));
        Optional<DataCodingScheme> effective =
                userData.isPresent() ? coding.or(() -> Optional.of(DataCodingScheme.GSM7)) : coding;
        object.add(
                "alphabet",
                effective
                        .<JsonElement>map(it -> new JsonPrimitive(it.alphabet().label()))
                        .orElse(JsonNull.INSTANCE));
        object.add(
                "messageClass",
                number(
                        effective
                                .flatMap(DataCodingScheme::messageClass)
                                .map(MessageClass::number)));
        Bodies.write(object, userData);
    }

    private static JsonElement number(Optional<Integer> number) {
        return number.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }

    private static void flag(JsonObject object, String name, boolean set) {
        if (set) {
            object.addProperty(name, true);
        }
    }
}
