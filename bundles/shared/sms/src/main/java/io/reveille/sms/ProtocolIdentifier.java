/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.OptionalInt;

/**
 * TP-PID: interworking and handling on the way (TS 23.040, 9.2.3.9). Every octet is valid.
 *
 * @param octet the octet on the wire, 0 to 255
 */
public record ProtocolIdentifier(int octet) {
    /** An ordinary short message between mobile and centre. */
    public static final ProtocolIdentifier SHORT_MESSAGE = new ProtocolIdentifier(0x00);

    /** Short message type 0: acknowledged by the mobile and then dropped, unseen. */
    public static final ProtocolIdentifier TYPE_ZERO = new ProtocolIdentifier(0x40);

    public ProtocolIdentifier {
        if (octet < 0 || octet > 255) {
            throw new IllegalArgumentException("TP-PID " + octet + " is not within 0 to 255");
        }
    }

    /** The number, 1 to 7, of a "replace short message" type. */
    public OptionalInt replaceType() {
        return octet >= 0x41 && octet <= 0x47 ? OptionalInt.of(octet & 0x07) : OptionalInt.empty();
    }

    /** Whether another kind of telematic device (fax, e-mail, paging ...) is involved. */
    public boolean telematic() {
        return octet >> 5 == 1;
    }
}
