/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.emulator.ModemEmulator;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.microedition.io.Connection;
import javax.microedition.io.StreamConnection;
import org.osgi.service.io.ConnectionFactory;

/** The framework's ports, behind each of which is one emulated modem. */
record TcpConnectionFactory(ModemEmulator modem) implements ConnectionFactory {
    @Override
    public Connection createConnection(String name, int mode, boolean timeouts) throws IOException {
        String address = modem.address();
        Socket socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        return new Stream(socket);
    }

    private record Stream(Socket socket) implements StreamConnection {
        @Override
        public InputStream openInputStream() throws IOException {
            return socket.getInputStream();
        }

        @Override
        public DataInputStream openDataInputStream() throws IOException {
            return new DataInputStream(openInputStream());
        }

        @Override
        public OutputStream openOutputStream() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public DataOutputStream openDataOutputStream() throws IOException {
            return new DataOutputStream(openOutputStream());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
