/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

/** A transfer layer message between mobile and service centre (TS 23.040, 9.2.2). */
public sealed interface Tpdu
        permits SmsDeliver,
                SmsDeliverReport,
                SmsSubmit,
                SmsSubmitReport,
                SmsStatusReport,
                SmsCommand {

    /** Its name in the standard, such as {@code SMS-DELIVER}. */
    String type();
}
