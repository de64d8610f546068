/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.sms;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.UserDataHeader;

/** What is in a short message. */
public sealed interface SmsContent {
    /**
     * So many octets make the longest text of one message: base64 has four characters for three.
     */
    int MOST_OCTETS_AS_TEXT = TextForm.SMS_CAPACITY / 4 * 3;

    /** Whether it is one message, not several. */
    boolean fits();

    /**
     * Octets behind a header.
     *
     * @param header with its length octet (3GPP TS 23.040, 9.2.3.24)
     */
    record Binary(Octets header, Octets data) implements SmsContent {
        private static final int MOST = 140;

        @Override
        public boolean fits() {
            return header.length() + data.length() <= MOST;
        }

        /** Header and data. */
        public Octets whole() {
            return Octets.fromHex(header.hex() + data.hex());
        }
    }

    /**
     * Characters of the GSM 7 bit default alphabet that are the same in ASCII.
     *
     * @param octets what the text stands for
     */
    record Text(String text, Octets octets) implements SmsContent {
        @Override
        public boolean fits() {
            return text.length() <= TextForm.SMS_CAPACITY;
        }
    }

    static SmsContent binary(ApplicationPorts ports, Octets data) {
        return new Binary(Octets.of(UserDataHeader.of(ports.element()).octets().toArray()), data);
    }

    static SmsContent text(Octets data) {
        return new Text(TextForm.encode(data), data);
    }
}
