/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;

/**
 * The first twelve octets of a request (RFC 1035, 4.1.1). They are looked at before anything is
 * parsed, so that nobody makes the server set memory aside for counts that he only claims.
 */
record RequestHeader(
        int id, int flags, int questions, int answers, int authorities, int additionals) {
    private static final int LENGTH = 12;
    private static final int RESPONSE = 0x8000;
    private static final int RECURSION_DESIRED = 0x0100;

    /** What queries carry, with room: an SOA for IXFR, OPT, TSIG, SIG(0). */
    private static final int MAX_OTHER_RECORDS = 4;

    /** Empty if the octets can't be a request at all. */
    static Optional<RequestHeader> of(byte[] octets) {
        if (octets.length < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(octets);
        RequestHeader header =
                new RequestHeader(u16(in), u16(in), u16(in), u16(in), u16(in), u16(in));
        return (header.flags & RESPONSE) == 0 ? Optional.of(header) : Optional.empty();
    }

    /** What to refuse the request with, if its header alone says so. */
    Optional<Integer> error() {
        if (opcode() != Opcode.QUERY) {
            return Optional.of(Rcode.NOTIMP);
        }
        // exactly one question (RFC 9619), or none and a cookie (RFC 7873, 5.4)
        boolean sane =
                (questions == 1 || (questions == 0 && additionals > 0))
                        && answers + authorities + additionals <= MAX_OTHER_RECORDS;
        return sane ? Optional.empty() : Optional.of(Rcode.FORMERR);
    }

    /** A response of nothing but a header. */
    byte[] response(int rcode) {
        return ByteBuffer.allocate(LENGTH)
                .putShort((short) id)
                .putShort((short) (RESPONSE | (flags & (0x7800 | RECURSION_DESIRED)) | rcode))
                .array();
    }

    private int opcode() {
        return (flags >>> 11) & 0xF;
    }

    private static int u16(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }
}
