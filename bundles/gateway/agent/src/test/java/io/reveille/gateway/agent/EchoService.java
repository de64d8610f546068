/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A service of the terminal that sends everything back. */
final class EchoService implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    EchoService() throws IOException {
        thread(
                () -> {
                    while (true) {
                        Socket connection = listener.accept();
                        thread(
                                () -> {
                                    try (connection) {
                                        connection
                                                .getInputStream()
                                                .transferTo(connection.getOutputStream());
                                    }
                                });
                    }
                });
    }

    int port() {
        return listener.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException closed) {
                                // the test is over, or the client has gone
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
