/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.Optional;

/**
 * SMS-SUBMIT: a message from the mobile to the centre (TS 23.040, 9.2.2.2).
 *
 * @param rejectDuplicates whether the centre is to refuse a message that it still holds (TP-RD)
 * @param replyPath whether a reply may take the same path (TP-RP)
 * @param statusReportRequest whether a status report is wanted (TP-SRR)
 * @param messageReference 0 to 255 (TP-MR); modems fill it in themselves
 * @param destination whom it is for (TP-DA)
 * @param protocol TP-PID
 * @param coding TP-DCS
 * @param validity TP-VPF and TP-VP
 * @param userData TP-UDHI, TP-UDL and TP-UD
 */
public record SmsSubmit(
        boolean rejectDuplicates,
        boolean replyPath,
        boolean statusReportRequest,
        int messageReference,
        Address destination,
        ProtocolIdentifier protocol,
        DataCodingScheme coding,
        Optional<ValidityPeriod> validity,
        UserData userData)
        implements Tpdu {

    public SmsSubmit {
        Coding.octet("TP-MR", messageReference);
        Coding.check(coding, userData);
    }

    /** A plain message: no flags, reference 0, protocol 0, the centre's own validity period. */
    public static SmsSubmit of(Address destination, DataCodingScheme coding, UserData userData) {
        return new SmsSubmit(
                false,
                false,
                false,
                0,
                destination,
                ProtocolIdentifier.SHORT_MESSAGE,
                coding,
                Optional.empty(),
                userData);
    }

    @Override
    public String type() {
        return "SMS-SUBMIT";
    }
}
