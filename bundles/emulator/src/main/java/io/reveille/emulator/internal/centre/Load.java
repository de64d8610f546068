/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.sms.Address;
import io.reveille.sms.OctetString;
import io.reveille.sms.Tpdu;

/** What is delivered. */
sealed interface Load {

    /** An SMS-DELIVER or SMS-STATUS-REPORT for a modem. */
    record ForModem(Tpdu tpdu) implements Load {}

    /**
     * A deliver_sm for an SMPP client (SMPP 3.4 section 4.6).
     *
     * @param receiptFor the message id that it is a receipt for; empty for a message from a modem
     * @param state the message state in the receipt
     */
    record ForClient(
            Address source,
            Address destination,
            byte esmClass,
            byte protocolId,
            byte dataCoding,
            OctetString octets,
            String receiptFor,
            byte state)
            implements Load {}
}
