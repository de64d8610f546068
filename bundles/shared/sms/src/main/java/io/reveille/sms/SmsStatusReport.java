/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/**
 * SMS-STATUS-REPORT: what became of an earlier message (TS 23.040, 9.2.2.3).
 *
 * @param moreMessages whether more messages wait in the centre (TP-MMS, which is 0 then)
 * @param loopPrevention whether it must not be forwarded (TP-LP)
 * @param answersCommand whether it answers an SMS-COMMAND, else an SMS-SUBMIT (TP-SRQ)
 * @param messageReference that of the earlier message, 0 to 255 (TP-MR)
 * @param recipient whom the earlier message was for (TP-RA)
 * @param timestamp when the centre received it (TP-SCTS)
 * @param dischargeTime when its fate was known or last tried (TP-DT)
 * @param status its fate (TP-ST)
 * @param fields TP-PI and what it announces
 */
public record SmsStatusReport(
        boolean moreMessages,
        boolean loopPrevention,
        boolean answersCommand,
        int messageReference,
        Address recipient,
        Timestamp timestamp,
        Timestamp dischargeTime,
        DeliveryStatus status,
        ReportFields fields)
        implements Tpdu {

    public SmsStatusReport {
        Coding.octet("TP-MR", messageReference);
    }

    @Override
    public String type() {
        return "SMS-STATUS-REPORT";
    }
}
