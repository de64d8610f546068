/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import static io.reveille.sms.internal.TpduForm.bit;

import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;

/** SMS-DELIVER (TS 23.040, 9.2.2.1). */
final class DeliverForm {
    static final int NO_MORE_MESSAGES = 0x04;
    static final int LOOP_PREVENTION = 0x08;
    static final int STATUS_REPORT = 0x20;
    static final int HEADER = 0x40;
    static final int REPLY_PATH = 0x80;

    private DeliverForm() {}

    static SmsDeliver read(OctetReader in, int flags) throws SmsDecodeException {
        in.enter("SMS-DELIVER");
        Address originator = AddressForm.read(in, "TP-OA");
        ProtocolIdentifier protocol = new ProtocolIdentifier(in.octet("TP-PID"));
        DataCodingScheme coding = new DataCodingScheme(in.octet("TP-DCS"));
        Timestamp timestamp = new Timestamp(in.octets(7, "TP-SCTS"));
        return new SmsDeliver(
                (flags & NO_MORE_MESSAGES) == 0,
                (flags & LOOP_PREVENTION) != 0,
                (flags & REPLY_PATH) != 0,
                (flags & STATUS_REPORT) != 0,
                originator,
                protocol,
                coding,
                timestamp,
                UserDataForm.read(in, coding, (flags & HEADER) != 0));
    }

    static void write(SmsDeliver deliver, OctetWriter out) {
        out.octet(
                bit(!deliver.moreMessages(), NO_MORE_MESSAGES)
                        | bit(deliver.loopPrevention(), LOOP_PREVENTION)
                        | bit(deliver.statusReportIndication(), STATUS_REPORT)
                        | bit(deliver.userData().header().isPresent(), HEADER)
                        | bit(deliver.replyPath(), REPLY_PATH));
        AddressForm.write(deliver.originator(), out);
        out.octet(deliver.protocol().octet());
        out.octet(deliver.coding().octet());
        out.octets(deliver.timestamp().octets());
        UserDataForm.write(deliver.userData(), out);
    }
}
