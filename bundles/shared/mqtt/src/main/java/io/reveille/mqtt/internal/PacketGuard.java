/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes on a broker's packets, none longer than {@link #LARGEST}, since Paho sets aside what a
 * packet announces, up to 256 MiB. A longer PUBLISH is cut, so that it can still be acknowledged
 * and does not come again; a longer packet of another type ends the connection. Also notes the
 * reasons that a broker gives for refusing or ending a connection.
 */
public class PacketGuard extends FilterInputStream {
    /** The most octets of a packet behind its fixed header. */
    public static final int LARGEST = 128 * 1024;

    /** No such packet has come. */
    public static final int NONE = -1;

    /** {@link #LARGEST} as a packet has it (MQTT 5, 1.5.5). */
    private static final byte[] LARGEST_LENGTH = {(byte) 0x80, (byte) 0x80, 0x08};

    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int DISCONNECT = 14;

    private final byte[] header = new byte[5]; // MQTT 5, 2.1.1
    private int headerLength;
    private int headerRead;
    private boolean headerWhole;
    private int type;
    private int position;
    private int rest;
    private int excess;
    private volatile int connectCode = NONE;
    private volatile int disconnectCode = NONE;

    public PacketGuard(InputStream in) {
        super(in);
    }

    /** The code of the answer to CONNECT, or {@link #NONE}. */
    public int connectCode() {
        return connectCode;
    }

    /** The code of a DISCONNECT, or {@link #NONE}. */
    public int disconnectCode() {
        return disconnectCode;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        if (headerRead < headerLength) {
            int count = Math.min(length, headerLength - headerRead);
            System.arraycopy(header, headerRead, into, offset, count);
            headerRead += count;
            return count;
        }
        int count = in.read(into, offset, Math.min(length, rest));
        if (count > 0) {
            note(into, offset, count);
            rest -= count;
            position += count;
        }
        return count;
    }

    /** Has a header or some of a body to pass on; false at the end of the stream. */
    private boolean ready() throws IOException {
        if (headerWhole && (headerRead < headerLength || rest > 0)) {
            return true;
        }
        while (excess > 0) {
            if (in.read() < 0) {
                return false;
            }
            excess--;
        }
        if (headerWhole) {
            headerWhole = false;
            headerLength = 0;
        }
        while (!headerWhole) {
            int octet = in.read();
            if (octet < 0) {
                return false;
            }
            header[headerLength] = (byte) octet;
            headerLength++;
            headerWhole = headerLength > 1 && octet < 0x80;
            if (!headerWhole && headerLength == header.length) {
                throw new IOException("the broker sends a packet without a proper length");
            }
        }
        begin();
        return true;
    }

    private void begin() throws IOException {
        type = (header[0] & 0xF0) >> 4;
        int length = 0;
        for (int i = headerLength - 1; i > 0; i--) {
            length = (length << 7) | (header[i] & 0x7F);
        }
        if (length > LARGEST && type != PUBLISH) {
            throw new IOException(
                    "the broker sends a packet of "
                            + length
                            + " octets; at most "
                            + LARGEST
                            + " are read");
        }
        rest = Math.min(length, LARGEST);
        excess = length - rest;
        if (excess > 0) {
            System.arraycopy(LARGEST_LENGTH, 0, header, 1, LARGEST_LENGTH.length);
            headerLength = 1 + LARGEST_LENGTH.length;
        }
        headerRead = 0;
        position = 0;
        if (type == DISCONNECT && length == 0) {
            disconnectCode = 0;
        }
    }

    private void note(byte[] octets, int offset, int count) {
        if (type == CONNACK && position <= 1 && position + count > 1) {
            connectCode = octets[offset + 1 - position] & 0xFF;
        } else if (type == DISCONNECT && position == 0) {
            disconnectCode = octets[offset] & 0xFF;
        }
    }

    @Override
    public int available() throws IOException {
        return headerWhole && headerRead < headerLength
                ? headerLength - headerRead
                : in.available();
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
