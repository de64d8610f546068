/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import javax.microedition.io.Connection;
import javax.microedition.io.StreamConnection;
import org.junit.jupiter.api.Test;
import org.osgi.service.io.ConnectionFactory;

/** A modem by the framework's connection factory, here one that leads to a TCP port. */
class CommConnectorTest extends ModemContract {
    @Override
    String line() {
        return "tcp:127.0.0.1:0";
    }

    @Test
    void a_modem_is_used_by_the_frameworks_connection_factory() throws Exception {
        emulate("generic");
        String[] address = emulator.address().split(":");
        ConnectionFactory factory =
                (name, mode, timeouts) ->
                        new SocketStream(new Socket(address[1], Integer.parseInt(address[2])));

        use(new CommConnector("comm:/dev/ttyUSB2;baudrate=115200", factory), BRISK);
        awaitState(ModemState.READY);
        emulator.receive(Messages.text("one"));

        awaitShown("one");
    }

    @Test
    void a_connection_that_is_no_stream_is_refused() {
        CommConnector connector =
                new CommConnector(
                        "comm:/dev/ttyUSB2",
                        (name, mode, timeouts) ->
                                new Connection() {
                                    @Override
                                    public void close() {
                                        // nothing is open
                                    }
                                });

        assertThatThrownBy(connector::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/ttyUSB2");
    }

    /** What a framework makes of a port. */
    private record SocketStream(Socket socket) implements StreamConnection {
        @Override
        public DataInputStream openDataInputStream() throws IOException {
            return new DataInputStream(socket.getInputStream());
        }

        @Override
        public DataInputStream openInputStream() throws IOException {
            return openDataInputStream();
        }

        @Override
        public DataOutputStream openDataOutputStream() throws IOException {
            return new DataOutputStream(socket.getOutputStream());
        }

        @Override
        public DataOutputStream openOutputStream() throws IOException {
            return openDataOutputStream();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
