/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import static io.reveille.sms.internal.TpduForm.bit;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Timestamp;
import io.reveille.sms.ValidityPeriod;
import java.util.Optional;

/** SMS-SUBMIT (TS 23.040, 9.2.2.2). */
final class SubmitForm {
    private static final int REJECT_DUPLICATES = 0x04;
    private static final int ENHANCED = 1;
    private static final int RELATIVE = 2;
    private static final int ABSOLUTE = 3;

    private SubmitForm() {}

    static SmsSubmit read(OctetReader in, int flags) throws SmsDecodeException {
        in.enter("SMS-SUBMIT");
        int reference = in.octet("TP-MR");
        Address destination = AddressForm.read(in, "TP-DA");
        ProtocolIdentifier protocol = new ProtocolIdentifier(in.octet("TP-PID"));
        DataCodingScheme coding = new DataCodingScheme(in.octet("TP-DCS"));
        Optional<ValidityPeriod> validity = readValidity(in, flags >> 3 & 0x03);
        return new SmsSubmit(
                (flags & REJECT_DUPLICATES) != 0,
                (flags & DeliverForm.REPLY_PATH) != 0,
                (flags & DeliverForm.STATUS_REPORT) != 0,
                reference,
                destination,
                protocol,
                coding,
                validity,
                UserDataForm.read(in, coding, (flags & DeliverForm.HEADER) != 0));
    }

    private static Optional<ValidityPeriod> readValidity(OctetReader in, int format)
            throws SmsDecodeException {
        return switch (format) {
            case ENHANCED -> Optional.of(new ValidityPeriod.Enhanced(in.octets(7, "TP-VP")));
            case RELATIVE -> Optional.of(new ValidityPeriod.Relative(in.octet("TP-VP")));
            case ABSOLUTE ->
                    Optional.of(new ValidityPeriod.Absolute(new Timestamp(in.octets(7, "TP-VP"))));
            default -> Optional.empty();
        };
    }

    static void write(SmsSubmit submit, OctetWriter out) {
        OctetWriter validity = new OctetWriter();
        int format = submit.validity().map(period -> writeValidity(period, validity)).orElse(0);
        out.octet(
                0x01
                        | bit(submit.rejectDuplicates(), REJECT_DUPLICATES)
                        | format << 3
                        | bit(submit.statusReportRequest(), DeliverForm.STATUS_REPORT)
                        | bit(submit.userData().header().isPresent(), DeliverForm.HEADER)
                        | bit(submit.replyPath(), DeliverForm.REPLY_PATH));
        out.octet(submit.messageReference());
        AddressForm.write(submit.destination(), out);
        out.octet(submit.protocol().octet());
        out.octet(submit.coding().octet());
        out.octets(validity.toArray());
        UserDataForm.write(submit.userData(), out);
    }

    private static int writeValidity(ValidityPeriod period, OctetWriter out) {
        if (period instanceof ValidityPeriod.Relative relative) {
            out.octet(relative.octet());
            return RELATIVE;
        }
        if (period instanceof ValidityPeriod.Absolute absolute) {
            out.octets(absolute.until().octets());
            return ABSOLUTE;
        }
        out.octets(((ValidityPeriod.Enhanced) period).octets());
        return ENHANCED;
    }
}
