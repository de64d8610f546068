/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol.internal;

import java.util.Arrays;

/** Reads fields in network order, and never past the end. */
final class OctetReader {

    private final byte[] octets;
    private int position;

    OctetReader(byte[] octets) {
        this.octets = octets;
    }

    int position() {
        return position;
    }

    /** An unsigned number of one to four octets. */
    long number(String field, int length) throws DecodeException {
        long number = 0;
        for (byte octet : octets(field, length)) {
            number = number << 8 | Byte.toUnsignedInt(octet);
        }
        return number;
    }

    byte[] octets(String field, int length) throws DecodeException {
        if (octets.length - position < length) {
            throw new DecodeException(field, position, "ends before it is whole");
        }
        position += length;
        return Arrays.copyOfRange(octets, position - length, position);
    }

    void end() throws DecodeException {
        if (position != octets.length) {
            throw new DecodeException("end", position, "more octets follow");
        }
    }
}
