/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.Octets;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/2 that says whatever it is told to (RFC 9113, RFC 7541). */
final class Http2Wire implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW = 8;
    static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    /** What was received. */
    record Frame(int type, int flags, int stream, Octets payload) {
        boolean endsStream() {
            return type <= HEADERS && (flags & END_STREAM) != 0;
        }

        int first() {
            return payload.toArray()[0] & 0xff;
        }

        int number() {
            return ByteBuffer.wrap(payload.toArray()).getInt();
        }
    }

    private final SSLSocket socket;
    private final DataInputStream in;

    /** Connects, agrees upon HTTP/2 and says hello. */
    Http2Wire(InetSocketAddress address, String name, SSLContext context)
            throws IOException, GeneralSecurityException {
        Socket below = new Socket(address.getAddress(), address.getPort());
        below.setSoTimeout(20_000);
        socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(below, name, address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /**
     * A header section.
     *
     * @param fields names and values in turn
     */
    void headers(int stream, boolean end, String... fields) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0); // a literal that is not indexed
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block.toByteArray());
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        if (octets.length < 127) {
            block.write(octets.length);
        } else {
            block.write(127);
            int rest = octets.length - 127;
            while (rest >= 128) {
                block.write(rest % 128 + 128);
                rest /= 128;
            }
            block.write(rest);
        }
        block.writeBytes(octets);
    }

    void data(int stream, boolean end, byte[] octets) throws IOException {
        send(DATA, end ? END_STREAM : 0, stream, octets);
    }

    /** Wants no answer any more. */
    void reset(int stream) throws IOException {
        send(RESET, 0, stream, new byte[] {0, 0, 0, 8});
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        frame.writeBytes(new byte[] {0, 0, (byte) (stream >> 8), (byte) stream});
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** The next frame that is no SETTINGS. */
    Frame next() throws IOException {
        while (true) {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS) {
                if ((flags & ACK) == 0) {
                    send(SETTINGS, ACK, 0, new byte[0]);
                }
            } else {
                return new Frame(type, flags, stream, Octets.of(payload));
            }
        }
    }

    /** The next frame of that type. */
    Frame next(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /** Of the answer to a request: whether it is 400, by the static table, or the request's end. */
    String refusal() throws IOException {
        Frame frame = next();
        while (frame.type() == WINDOW) {
            frame = next();
        }
        if (frame.type() == HEADERS) {
            int first = frame.first();
            return first == 0x8c ? "400" : "answered: " + first;
        }
        return frame.type() == RESET || frame.type() == GO_AWAY ? "reset" : "frame " + frame.type();
    }

    /** Whether it has shown no certificate. */
    boolean isAnonymous() {
        return socket.getSession().getLocalCertificates() == null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
