/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import static io.reveille.sms.internal.TpduForm.bit;

import io.reveille.sms.Address;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.SmsCommand;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.UserDataHeader;
import java.util.Optional;

/** SMS-COMMAND (TS 23.040, 9.2.2.4). */
final class CommandForm {
    private CommandForm() {}

    static SmsCommand read(OctetReader in, int flags) throws SmsDecodeException {
        in.enter("SMS-COMMAND");
        int reference = in.octet("TP-MR");
        ProtocolIdentifier protocol = new ProtocolIdentifier(in.octet("TP-PID"));
        int type = in.octet("TP-CT");
        int number = in.octet("TP-MN");
        Address destination = AddressForm.read(in, "TP-DA");
        int at = in.position();
        int length = in.octet("TP-CDL");
        if (length > SmsCommand.MAX_DATA || length > in.remaining()) {
            throw in.failure(
                    "TP-CDL",
                    at,
                    length + " octets; " + in.remaining() + " are left and at most 157 fit");
        }
        int end = in.position() + length;
        Optional<UserDataHeader> header =
                (flags & DeliverForm.HEADER) != 0
                        ? Optional.of(UserDataForm.readHeader(in, end))
                        : Optional.empty();
        return new SmsCommand(
                (flags & DeliverForm.STATUS_REPORT) != 0,
                reference,
                protocol,
                type,
                number,
                destination,
                header,
                in.octets(end - in.position(), "TP-CD"));
    }

    static void write(SmsCommand command, OctetWriter out) {
        out.octet(
                0x02
                        | bit(command.statusReportRequest(), DeliverForm.STATUS_REPORT)
                        | bit(command.header().isPresent(), DeliverForm.HEADER));
        out.octet(command.messageReference());
        out.octet(command.protocol().octet());
        out.octet(command.commandType());
        out.octet(command.messageNumber());
        AddressForm.write(command.destination(), out);
        out.octet(command.header().map(UserDataHeader::length).orElse(0) + command.data().length());
        command.header().ifPresent(header -> UserDataForm.writeHeader(header, out));
        out.octets(command.data());
    }
}
