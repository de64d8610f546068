/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms.internal;

import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;

/** Reads fields one after the other and knows where each of them is. */
public final class OctetReader {
    private final byte[] octets;
    private int position;
    private String message = "";

    public OctetReader(byte[] octets) {
        this.octets = octets;
    }

    /** The message whose fields follow; its name begins their paths. */
    void enter(String name) {
        message = name + ".";
    }

    int position() {
        return position;
    }

    int remaining() {
        return octets.length - position;
    }

    /** The next octet, which stays the next; -1 at the end. */
    int peek() {
        return position < octets.length ? octets[position] & 0xFF : -1;
    }

    int octet(String field) throws SmsDecodeException {
        need(1, field);
        return octets[position++] & 0xFF;
    }

    /** Octets as a view on the whole: the offset of the first, and that many are there. */
    int skip(int length, String field) throws SmsDecodeException {
        need(length, field);
        int start = position;
        position += length;
        return start;
    }

    OctetString octets(int length, String field) throws SmsDecodeException {
        return OctetString.of(octets, skip(length, field), length);
    }

    /** The octets underneath, for reading only. */
    byte[] array() {
        return octets;
    }

    /** Passes over all that is left. */
    void skipRest() {
        position = octets.length;
    }

    void end(String field) throws SmsDecodeException {
        if (remaining() > 0) {
            throw failure(field, position, remaining() + " octets are left over");
        }
    }

    SmsDecodeException failure(String field, int offset, String reason) {
        return new SmsDecodeException(message + field, offset, reason);
    }

    private void need(int length, String field) throws SmsDecodeException {
        if (length > remaining()) {
            throw failure(
                    field,
                    position,
                    "needs "
                            + length
                            + (length == 1 ? " octet, " : " octets, ")
                            + remaining()
                            + (remaining() == 1 ? " is left" : " are left"));
        }
    }
}
