/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * SMS-DELIVER: a message from the centre to the mobile (TS 23.040, 9.2.2.1).
 *
 * @param moreMessages whether more messages wait in the centre (TP-MMS, which is 0 then)
 * @param loopPrevention whether it must not be forwarded (TP-LP)
 * @param replyPath whether a reply may take the same path (TP-RP)
 * @param statusReportIndication whether the sender is told (TP-SRI)
 * @param originator who sent it (TP-OA)
 * @param protocol TP-PID
 * @param coding TP-DCS
 * @param timestamp when the centre received it (TP-SCTS)
 * @param userData TP-UDHI, TP-UDL and TP-UD
 */
public record SmsDeliver(
        boolean moreMessages,
        boolean loopPrevention,
        boolean replyPath,
        boolean statusReportIndication,
        Address originator,
        ProtocolIdentifier protocol,
        DataCodingScheme coding,
        Timestamp timestamp,
        UserData userData)
        implements Tpdu {

    public SmsDeliver {
        Coding.check(coding, userData);
    }

    /** A plain message: no flags, protocol 0. */
    public static SmsDeliver of(
            Address originator, Timestamp timestamp, DataCodingScheme coding, UserData userData) {
        return new SmsDeliver(
                false,
                false,
                false,
                false,
                originator,
                ProtocolIdentifier.SHORT_MESSAGE,
                coding,
                timestamp,
                userData);
    }

    @Override
    public String type() {
        return "SMS-DELIVER";
    }
}
