/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.serial;

import com.fazecast.jSerialComm.SerialPort;
import io.reveille.gateway.modem.SerialConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An open jSerialComm port as streams that block, and that notice when the port is gone. */
final class SerialPortStream implements SerialConnection {
    static final int POLL_MILLIS = 500;
    static final int WRITE_MILLIS = 5_000;

    private final SerialPort port;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();

    SerialPortStream(SerialPort port) {
        this.port = port;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void close() {
        port.closePort();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (port.isOpen()) {
                int waiting = Math.max(1, Math.min(length, port.bytesAvailable()));
                int got = port.readBytes(into, waiting, offset);
                if (got > 0) {
                    return got;
                }
                if (got < 0) {
                    return -1;
                }
            }
            return -1;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int now = port.writeBytes(from, length - done, offset + done);
                if (now <= 0) {
                    throw new IOException(
                            port.getSystemPortPath() + " takes no more octets (" + now + ")");
                }
                done += now;
            }
        }
    }
}
