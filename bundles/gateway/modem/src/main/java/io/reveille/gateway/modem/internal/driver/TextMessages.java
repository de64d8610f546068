/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.driver;

import io.reveille.gateway.modem.internal.at.AtValues;
import io.reveille.gateway.modem.internal.at.PduLine;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.ReportFields;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.Tpdu;
import io.reveille.sms.UserData;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Messages as text mode shows them, to what they would be in PDU mode (3GPP TS 27.005 sections 3.1
 * and 3.4). What the modem does not show is as in a plain message.
 */
final class TextMessages {
    private static final int LOOP_PREVENTION = 0x08;
    private static final int REPORT_INDICATED = 0x20;
    private static final int HEADER = 0x40;
    private static final int REPLY_PATH = 0x80;
    private static final int MORE_MESSAGES = 0x04;

    private final TextCharset charset;

    TextMessages(TextCharset charset) {
        this.charset = charset;
    }

    /** The message, if it is a received one or a status report. */
    Optional<Tpdu> decode(PduLine line) {
        String header = unbroken(line.header());
        AtValues values = AtValues.ofLine(header);
        int first = header.startsWith("+CMGR:") ? 1 : 0;
        if (values.number(first).isPresent()
                && !values.isQuoted(first)
                && values.number(first + 1).isPresent()) {
            return report(values, first);
        }
        return deliver(values, first, line.body());
    }

    /** A time stamp without quotes has a comma in it that parts nothing. */
    private static String unbroken(String header) {
        return header.replaceAll(
                "(?<![\"0-9])([0-9]{2}/[0-9]{2}/[0-9]{2},[0-9:]{8}([+-][0-9]{1,3})?)(?!\")",
                "\"$1\"");
    }

    /** {@code <fo>,<mr>,[<ra>],[<tora>],<scts>,<dt>,<st>}. */
    private Optional<Tpdu> report(AtValues values, int first) {
        OptionalInt status = values.number(first + 6);
        if (status.isEmpty() || values.number(first + 1).getAsInt() > 0xFF) {
            return Optional.empty();
        }
        return Optional.of(
                new SmsStatusReport(
                        false,
                        false,
                        false,
                        values.number(first + 1).getAsInt(),
                        TextFields.address(text(values, first + 2), values.number(first + 3)),
                        TextFields.time(text(values, first + 4)),
                        TextFields.time(text(values, first + 5)),
                        new DeliveryStatus(status.getAsInt() & 0xFF),
                        ReportFields.NONE));
    }

    /**
     * {@code <oa>,[<alpha>],<scts>[,<tooa>,<fo>,<pid>,<dcs>,<sca>,<tosca>,<length>]}; some modems
     * leave the second out.
     */
    private Optional<Tpdu> deliver(AtValues values, int first, String body) {
        int time = first + 1;
        while (time < first + 4 && !TextFields.isTime(text(values, time))) {
            time++;
        }
        OptionalInt flags = values.number(time + 2);
        int fo = flags.orElse(0);
        Optional<DataCodingScheme> coding =
                values.number(time + 4).isPresent()
                        ? Optional.of(
                                new DataCodingScheme(values.number(time + 4).getAsInt() & 0xFF))
                        : Optional.empty();
        UserData data =
                new TextBody(charset)
                        .read(
                                body,
                                coding,
                                (fo & HEADER) != 0,
                                values.number(values.values().size() - 1));
        Address sender = TextFields.address(text(values, first), values.number(time + 1));
        return Optional.of(
                new SmsDeliver(
                        flags.isPresent() && (fo & MORE_MESSAGES) == 0,
                        (fo & LOOP_PREVENTION) != 0,
                        (fo & REPLY_PATH) != 0,
                        (fo & REPORT_INDICATED) != 0,
                        sender,
                        new ProtocolIdentifier(values.number(time + 3).orElse(0) & 0xFF),
                        coding.filter(c -> c.carried() == data.alphabet())
                                .orElse(DataCodingScheme.of(data.alphabet())),
                        TextFields.time(text(values, time)),
                        data));
    }

    private String text(AtValues values, int position) {
        return TextFields.quoted(values.text(position).orElse(""), charset);
    }
}
