/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first message of TLS (RFC 8446 section 4.1.2), read as far as the server's name (RFC 6066
 * section 3), out of as many records as it came in. What is not known is passed over: cipher suites
 * and extensions that mean nothing (GREASE, RFC 8701), and those to come.
 *
 * @param serverName the name that the client wants, if it says one
 */
record ClientHello(Optional<String> serverName) {

    /** The most octets that are looked at, with the records' headers. */
    static final int LONGEST = 32 * 1024;

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_NAME = 0;
    private static final int RECORD_HEADER = 5;
    private static final int LONGEST_RECORD = 16 * 1024;
    private static final int LONGEST_NAME = 255;

    /** It is no ClientHello. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Reads what has come so far.
     *
     * @return empty if more is needed
     * @throws MalformedException if it can never become a ClientHello
     */
    static Optional<ClientHello> parse(byte[] octets) throws MalformedException {
        byte[] message = new byte[Math.min(octets.length, LONGEST)];
        int length = 0;
        int at = 0;
        while (at < octets.length) {
            if (octets[at] != HANDSHAKE) {
                throw new MalformedException("no handshake record");
            }
            if (at + 1 < octets.length && octets[at + 1] != 3) {
                throw new MalformedException("no TLS record");
            }
            if (at + RECORD_HEADER > octets.length) {
                break;
            }
            int record = u16(octets, at + 3);
            if (record == 0 || record > LONGEST_RECORD) {
                throw new MalformedException("a record of " + record + " octets");
            }
            at += RECORD_HEADER;
            int there = Math.min(record, octets.length - at);
            System.arraycopy(octets, at, message, length, there);
            length += there;
            at += record;
            Optional<ClientHello> hello = hello(message, length);
            if (hello.isPresent()) {
                return hello;
            }
        }
        if (octets.length >= LONGEST) {
            throw new MalformedException("more than " + LONGEST + " octets");
        }
        return Optional.empty();
    }

    private static Optional<ClientHello> hello(byte[] message, int length)
            throws MalformedException {
        if (length > 0 && message[0] != CLIENT_HELLO) {
            throw new MalformedException("another handshake message");
        }
        if (length < 4) {
            return Optional.empty();
        }
        int body = (message[1] & 0xff) << 16 | u16(message, 2);
        if (body > LONGEST) {
            throw new MalformedException("a ClientHello of " + body + " octets");
        }
        if (length < 4 + body) {
            return Optional.empty();
        }
        return Optional.of(new ClientHello(new Reader(message, 4, 4 + body).serverName()));
    }

    private static int u16(byte[] octets, int at) {
        return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
    }

    /** Goes through the fields of a message that is there as a whole. */
    private static final class Reader {
        private final byte[] octets;
        private int at;
        private final int end;

        Reader(byte[] octets, int at, int end) {
            this.octets = octets;
            this.at = at;
            this.end = end;
        }

        Optional<String> serverName() throws MalformedException {
            skip(2 + 32); // version, random
            skip(number(1)); // session id
            skip(number(2)); // cipher suites
            skip(number(1)); // compression methods
            if (at == end) {
                return Optional.empty();
            }
            enter(number(2));
            Optional<String> found = Optional.empty();
            while (at < end) {
                int type = number(2);
                int length = number(2);
                int next = at + length;
                if (next > end) {
                    throw new MalformedException("an extension is too long");
                }
                if (type == SERVER_NAME) {
                    if (found.isPresent()) {
                        throw new MalformedException("two extensions with a server's name");
                    }
                    found = Optional.of(new Reader(octets, at, next).hostName());
                }
                at = next;
            }
            return found;
        }

        /** One name of the one type there is. */
        private String hostName() throws MalformedException {
            enter(number(2));
            if (number(1) != 0) {
                throw new MalformedException("a name of unknown type");
            }
            int length = number(2);
            if (length == 0 || length > LONGEST_NAME || at + length != end) {
                throw new MalformedException("a server's name of " + length + " octets");
            }
            return new String(octets, at, length, StandardCharsets.ISO_8859_1);
        }

        /** What is left must be a list of that many octets. */
        private void enter(int length) throws MalformedException {
            if (at + length != end) {
                throw new MalformedException("a list ends elsewhere than it says");
            }
        }

        private void skip(int length) throws MalformedException {
            if (at + length > end) {
                throw new MalformedException("a field is too long");
            }
            at += length;
        }

        private int number(int width) throws MalformedException {
            int start = at;
            skip(width);
            return width == 1 ? octets[start] & 0xff : u16(octets, start);
        }
    }
}
