/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.sms.Pdu;
import io.reveille.sms.PduCodec;
import io.reveille.sms.Tpdu;
import io.reveille.sms.TpduCodec;

/** A message in a storage. */
record StoredMessage(Status status, Pdu pdu) {

    /** The order is that of the numbers in PDU mode (TS 27.005 section 3.1, {@code <stat>}). */
    enum Status {
        REC_UNREAD(0, "REC UNREAD"),
        REC_READ(1, "REC READ"),
        STO_UNSENT(2, "STO UNSENT"),
        STO_SENT(3, "STO SENT");

        private static final Status[] BY_NUMBER = values();

        private final int number;
        private final String words;

        Status(int number, String words) {
            this.number = number;
            this.words = words;
        }

        /** By the number; 0 to 3. */
        static Status of(int number) {
            return BY_NUMBER[number];
        }

        /** As in PDU mode. */
        int number() {
            return number;
        }

        /** As in text mode. */
        String words() {
            return words;
        }
    }

    StoredMessage read() {
        return status == Status.REC_UNREAD ? new StoredMessage(Status.REC_READ, pdu) : this;
    }

    /** The octets of the TPDU, as headers give it. */
    int length() {
        return length(pdu.tpdu());
    }

    static int length(Tpdu tpdu) {
        return TpduCodec.encode(tpdu).length;
    }

    String hex() {
        return PduCodec.encodeHex(pdu);
    }
}
