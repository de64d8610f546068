/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import javax.microedition.io.Connection;
import javax.microedition.io.Connector;
import javax.microedition.io.StreamConnection;
import org.osgi.service.io.ConnectionFactory;

/**
 * A serial port opened by a {@code ConnectionFactory} for the scheme {@code comm}, such as the one
 * that Eclipse Kura registers.
 *
 * @param address for instance {@code
 *     comm:/dev/ttyUSB2;baudrate=115200;databits=8;stopbits=1;parity=0}
 */
public record CommConnector(String address, ConnectionFactory factory) implements SerialConnector {
    public CommConnector {
        Objects.requireNonNull(factory, "factory");
        if (!address.startsWith("comm:")) {
            throw new IllegalArgumentException(
                    "a comm address begins with \"comm:\", this one does not: " + address);
        }
    }

    @Override
    public SerialConnection open() throws IOException {
        Connection connection = factory.createConnection(address, Connector.READ_WRITE, true);
        if (connection instanceof StreamConnection stream) {
            try {
                return new Open(stream, stream.openInputStream(), stream.openOutputStream());
            } catch (IOException e) {
                stream.close();
                throw e;
            }
        }
        throw new IOException(
                "the framework's connection factory gave no stream for "
                        + address
                        + "; check the scheme and the port");
    }

    private record Open(StreamConnection stream, InputStream input, OutputStream output)
            implements SerialConnection {
        @Override
        public void close() throws IOException {
            try {
                input.close();
                output.close();
            } finally {
                stream.close();
            }
        }
    }
}
