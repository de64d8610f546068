/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.Direction;
import io.reveille.sms.SmsCommand;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsDeliverReport;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.SmsSubmitReport;
import io.reveille.sms.Tpdu;

/** Chooses the message by direction and TP-MTI (TS 23.040, 9.2.3.1). */
public final class TpduForm {
    private TpduForm() {}

    public static Tpdu read(OctetReader in, Direction direction) throws SmsDecodeException {
        int at = in.position();
        int flags = in.octet("TP-MTI");
        boolean fromMobile = direction == Direction.MOBILE_ORIGINATED;
        Tpdu tpdu =
                switch (flags & 0x03) {
                    case 0 ->
                            fromMobile
                                    ? ReportForm.readDeliverReport(in, flags)
                                    : DeliverForm.read(in, flags);
                    case 1 ->
                            direction == Direction.MOBILE_TERMINATED
                                    ? ReportForm.readSubmitReport(in, flags)
                                    : SubmitForm.read(in, flags);
                    case 2 ->
                            fromMobile
                                    ? CommandForm.read(in, flags)
                                    : ReportForm.readStatusReport(in, flags);
                    default -> throw in.failure("TP-MTI", at, "message type 3 is reserved");
                };
        in.end("end");
        return tpdu;
    }

    public static void write(Tpdu tpdu, OctetWriter out) {
        // sealed: a message without a branch here ends in no output, which the round trips find
        if (tpdu instanceof SmsDeliver deliver) {
            DeliverForm.write(deliver, out);
        } else if (tpdu instanceof SmsSubmit submit) {
            SubmitForm.write(submit, out);
        } else if (tpdu instanceof SmsStatusReport report) {
            ReportForm.write(report, out);
        } else if (tpdu instanceof SmsDeliverReport report) {
            ReportForm.write(report, out);
        } else if (tpdu instanceof SmsSubmitReport report) {
            ReportForm.write(report, out);
        } else if (tpdu instanceof SmsCommand command) {
            CommandForm.write(command, out);
        }
    }

    static int bit(boolean set, int mask) {
        return set ? mask : 0;
    }
}
