/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** Which way a TPDU travels. The message type bits alone do not tell (TS 23.040, 9.2.3.1). */
public enum Direction {
    /** From the service centre to the mobile: DELIVER, SUBMIT-REPORT, STATUS-REPORT. */
    MOBILE_TERMINATED,
    /** From the mobile to the service centre: DELIVER-REPORT, SUBMIT, COMMAND. */
    MOBILE_ORIGINATED,
    /**
     * Not known, as in a listing of a modem's memory: the message type bits 00, 01 and 10 are taken
     * for DELIVER, SUBMIT and STATUS-REPORT.
     */
    UNKNOWN
}
