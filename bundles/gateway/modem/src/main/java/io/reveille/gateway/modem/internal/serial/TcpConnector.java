/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.serial;

import io.reveille.gateway.modem.SerialAddress;
import io.reveille.gateway.modem.SerialConnection;
import io.reveille.gateway.modem.SerialConnector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** AT commands over TCP, as serial servers and the modem emulator offer them. */
public record TcpConnector(SerialAddress.Tcp where) implements SerialConnector {
    private static final int CONNECT_MILLIS = 10_000;

    @Override
    public String address() {
        return where.text();
    }

    @Override
    public SerialConnection open() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(where.host(), where.port()), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return new Open(socket, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "no connection to the modem at " + where.text() + ": " + e.getMessage(), e);
        }
    }

    private record Open(Socket socket, InputStream input, OutputStream output)
            implements SerialConnection {
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
