/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Optional;

/**
 * SMS-COMMAND: the mobile asks the centre about an earlier message (TS 23.040, 9.2.2.4).
 *
 * @param statusReportRequest whether a status report is wanted (TP-SRR)
 * @param messageReference its own reference, 0 to 255 (TP-MR)
 * @param protocol TP-PID
 * @param commandType TP-CT: 0 enquiry, 1 cancel status report request, 2 delete, 3 enable status
 *     report request
 * @param messageNumber the reference of the message in question, 0 to 255 (TP-MN)
 * @param destination whom that message was for (TP-DA)
 * @param header the user data header at the start of TP-CD, where TP-UDHI says that there is one
 * @param data the rest of TP-CD; with the header at most 157 octets
 */
public record SmsCommand(
        boolean statusReportRequest,
        int messageReference,
        ProtocolIdentifier protocol,
        int commandType,
        int messageNumber,
        Address destination,
        Optional<UserDataHeader> header,
        OctetString data)
        implements Tpdu {

    /** The most octets of TP-CD. */
    public static final int MAX_DATA = 157;

    public SmsCommand {
        Coding.octet("TP-MR", messageReference);
        Coding.octet("TP-CT", commandType);
        Coding.octet("TP-MN", messageNumber);
        int octets = header.map(UserDataHeader::length).orElse(0) + data.length();
        if (octets > MAX_DATA) {
            throw new IllegalArgumentException(
                    "command data of " + octets + " octets: at most 157 fit");
        }
    }

    @Override
    public String type() {
        return "SMS-COMMAND";
    }
}
