/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A service of the mobile terminal that sends back what it gets, and half-closes when the client
 * did.
 */
final class EchoService implements AutoCloseable {
    private final ServerSocket listener;

    EchoService() throws IOException {
        listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "echo");
        accepting.setDaemon(true);
        accepting.start();
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread serving = new Thread(() -> echo(client), "echo connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException e) {
            // the client is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
