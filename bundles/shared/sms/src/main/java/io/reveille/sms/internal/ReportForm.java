/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import static io.reveille.sms.internal.TpduForm.bit;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.DeliveryStatus;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.ReportFields;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsDeliverReport;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmitReport;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.util.Optional;
import java.util.OptionalInt;

/** The three reports (TS 23.040, 9.2.2.1a, 9.2.2.2a and 9.2.2.3). */
final class ReportForm {
    private static final int EXTENSION = 0x80;
    private static final int RESERVED = 0x78;
    private static final int USER_DATA = 0x04;
    private static final int CODING = 0x02;
    private static final int PROTOCOL = 0x01;

    private ReportForm() {}

    static SmsDeliverReport readDeliverReport(OctetReader in, int flags) throws SmsDecodeException {
        in.enter("SMS-DELIVER-REPORT");
        OptionalInt cause = readCause(in);
        return new SmsDeliverReport(cause, readFields(in, flags));
    }

    static SmsSubmitReport readSubmitReport(OctetReader in, int flags) throws SmsDecodeException {
        in.enter("SMS-SUBMIT-REPORT");
        OptionalInt cause = readCause(in);
        int indicator = readIndicator(in);
        Timestamp timestamp = new Timestamp(in.octets(7, "TP-SCTS"));
        return new SmsSubmitReport(cause, timestamp, readFields(in, flags, indicator));
    }

    static SmsStatusReport readStatusReport(OctetReader in, int flags) throws SmsDecodeException {
        in.enter("SMS-STATUS-REPORT");
        int reference = in.octet("TP-MR");
        Address recipient = AddressForm.read(in, "TP-RA");
        Timestamp timestamp = new Timestamp(in.octets(7, "TP-SCTS"));
        Timestamp discharge = new Timestamp(in.octets(7, "TP-DT"));
        DeliveryStatus status = new DeliveryStatus(in.octet("TP-ST"));
        return new SmsStatusReport(
                (flags & DeliverForm.NO_MORE_MESSAGES) == 0,
                (flags & DeliverForm.LOOP_PREVENTION) != 0,
                (flags & DeliverForm.STATUS_REPORT) != 0,
                reference,
                recipient,
                timestamp,
                discharge,
                status,
                in.remaining() == 0 ? ReportFields.NONE : readFields(in, flags));
    }

    /**
     * Only the layer below tells a positive report from a negative one. TP-FCS is 128 and higher
     * and TP-PI, which stands in the same place of a positive one, is lower unless extended.
     */
    private static OptionalInt readCause(OctetReader in) throws SmsDecodeException {
        return in.peek() >= 0x80 ? OptionalInt.of(in.octet("TP-FCS")) : OptionalInt.empty();
    }

    private static ReportFields readFields(OctetReader in, int flags) throws SmsDecodeException {
        return readFields(in, flags, readIndicator(in));
    }

    /** TP-PI. Extension octets announce nothing known and are passed over. */
    private static int readIndicator(OctetReader in) throws SmsDecodeException {
        int indicator = in.octet("TP-PI");
        int further = indicator;
        while ((further & EXTENSION) != 0) {
            further = in.octet("TP-PI");
            indicator |= RESERVED;
        }
        return indicator;
    }

    private static ReportFields readFields(OctetReader in, int flags, int indicator)
            throws SmsDecodeException {
        Optional<ProtocolIdentifier> protocol = Optional.empty();
        Optional<DataCodingScheme> coding = Optional.empty();
        Optional<UserData> userData = Optional.empty();
        if ((indicator & PROTOCOL) != 0) {
            protocol = Optional.of(new ProtocolIdentifier(in.octet("TP-PID")));
        }
        if ((indicator & CODING) != 0) {
            coding = Optional.of(new DataCodingScheme(in.octet("TP-DCS")));
        }
        if ((indicator & USER_DATA) != 0) {
            userData =
                    Optional.of(
                            UserDataForm.read(
                                    in,
                                    coding.orElse(DataCodingScheme.GSM7),
                                    (flags & DeliverForm.HEADER) != 0));
        }
        if ((indicator & RESERVED) != 0) {
            in.skipRest(); // what a later release added, to be discarded (9.2.3.27)
        }
        return new ReportFields(protocol, coding, userData);
    }

    static void write(SmsDeliverReport report, OctetWriter out) {
        out.octet(header(report.fields()));
        report.failureCause().ifPresent(out::octet);
        writeIndicator(report.fields(), out);
        writeFields(report.fields(), out);
    }

    static void write(SmsSubmitReport report, OctetWriter out) {
        out.octet(0x01 | header(report.fields()));
        report.failureCause().ifPresent(out::octet);
        writeIndicator(report.fields(), out);
        out.octets(report.timestamp().octets());
        writeFields(report.fields(), out);
    }

    static void write(SmsStatusReport report, OctetWriter out) {
        out.octet(
                0x02
                        | bit(!report.moreMessages(), DeliverForm.NO_MORE_MESSAGES)
                        | bit(report.loopPrevention(), DeliverForm.LOOP_PREVENTION)
                        | bit(report.answersCommand(), DeliverForm.STATUS_REPORT)
                        | header(report.fields()));
        out.octet(report.messageReference());
        AddressForm.write(report.recipient(), out);
        out.octets(report.timestamp().octets());
        out.octets(report.dischargeTime().octets());
        out.octet(report.status().octet());
        if (!report.fields().equals(ReportFields.NONE)) {
            writeIndicator(report.fields(), out);
            writeFields(report.fields(), out);
        }
    }

    private static int header(ReportFields fields) {
        return bit(fields.userData().flatMap(UserData::header).isPresent(), DeliverForm.HEADER);
    }

    private static void writeIndicator(ReportFields fields, OctetWriter out) {
        out.octet(
                bit(fields.protocol().isPresent(), PROTOCOL)
                        | bit(fields.coding().isPresent(), CODING)
                        | bit(fields.userData().isPresent(), USER_DATA));
    }

    private static void writeFields(ReportFields fields, OctetWriter out) {
        fields.protocol().ifPresent(protocol -> out.octet(protocol.octet()));
        fields.coding().ifPresent(coding -> out.octet(coding.octet()));
        fields.userData().ifPresent(userData -> UserDataForm.write(userData, out));
    }
}
