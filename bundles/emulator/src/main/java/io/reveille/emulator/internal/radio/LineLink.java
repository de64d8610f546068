/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.radio;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection that carries radio messages, one a line, both ways. */
public final class LineLink implements AutoCloseable {
    private final Socket socket;
    private final LineReader reader;
    private final OutputStream out;

    /** A link over an open connection. */
    public LineLink(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.reader = new LineReader(socket.getInputStream(), RadioMessage.LONGEST_LINE);
        this.out = socket.getOutputStream();
    }

    /**
     * The next message; nothing when the other end has hung up.
     *
     * @throws IOException also when a line is no message
     */
    public Optional<RadioMessage> next() throws IOException {
        Optional<String> line = reader.next();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Optional<RadioMessage> message = RadioMessage.parse(line.get());
        if (message.isEmpty()) {
            throw new IOException("not a radio message: " + line.get());
        }
        return message;
    }

    /** Sends a message; closes the link when it can't be sent. */
    public synchronized void send(RadioMessage message) {
        try {
            out.write((message.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // of no use any more either way
        }
    }
}
