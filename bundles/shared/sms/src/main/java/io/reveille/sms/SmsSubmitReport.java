/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.OptionalInt;

/**
 * SMS-SUBMIT-REPORT: the centre's answer to SMS-SUBMIT or SMS-COMMAND (TS 23.040, 9.2.2.2a).
 *
 * @param failureCause TP-FCS, 128 to 255, in a negative answer (RP-ERROR); none in a positive one
 * @param timestamp when the centre received the message (TP-SCTS)
 * @param fields TP-PI and what it announces
 */
public record SmsSubmitReport(OptionalInt failureCause, Timestamp timestamp, ReportFields fields)
        implements Tpdu {
    public SmsSubmitReport {
        Coding.failureCause(failureCause);
    }

    @Override
    public String type() {
        return "SMS-SUBMIT-REPORT";
    }
}
