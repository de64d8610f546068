/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.OptionalInt;

/**
 * SMS-DELIVER-REPORT: the mobile's answer to SMS-DELIVER or SMS-STATUS-REPORT (TS 23.040,
 * 9.2.2.1a).
 *
 * @param failureCause TP-FCS, 128 to 255, in a negative answer (RP-ERROR); none in a positive one
 * @param fields TP-PI and what it announces
 */
public record SmsDeliverReport(OptionalInt failureCause, ReportFields fields) implements Tpdu {
    public SmsDeliverReport {
        Coding.failureCause(failureCause);
    }

    @Override
    public String type() {
        return "SMS-DELIVER-REPORT";
    }
}
