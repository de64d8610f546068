/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/2 frames octet by octet (RFC 9113 section 4), for peers that break the rules. */
final class RawFrames {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private RawFrames() {}

    /** A frame as it was read. */
    record Frame(int type, int flags, int stream, ByteBuffer content) {

        byte[] payload() {
            byte[] payload = new byte[content.capacity()];
            content.get(0, payload);
            return payload;
        }

        int word() {
            return content.getInt(0);
        }
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.write(stream >> 24);
        out.write(stream >> 16);
        out.write(stream >> 8);
        out.write(stream);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** HEADERS that ask for a service, each field spelt out (RFC 7541 section 6.2.2). */
    static byte[] connect(int stream, String service) {
        return frame(
                HEADERS, END_HEADERS, stream, join(literal(2, "CONNECT"), literal(1, service)));
    }

    /** HEADERS that answer. */
    static byte[] answer(int stream, String status) {
        return frame(HEADERS, END_HEADERS, stream, literal(8, status));
    }

    private static byte[] literal(int staticName, String value) {
        byte[] octets = value.getBytes(StandardCharsets.US_ASCII);
        return join(new byte[] {(byte) staticName, (byte) octets.length}, octets);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static Frame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
    }

    /** Reads on until there is a frame of this type. */
    static Frame readUntil(DataInputStream in, int type) throws IOException {
        Frame frame = read(in);
        while (frame.type() != type) {
            frame = read(in);
        }
        return frame;
    }
}
