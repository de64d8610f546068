/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A service of the terminal that sends everything back. */
final class EchoService implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private final AtomicInteger open = new AtomicInteger();

    EchoService() throws IOException {
        thread(
                () -> {
                    while (true) {
                        Socket connection = listener.accept();
                        open.incrementAndGet();
                        thread(
                                () -> {
                                    try (connection) {
                                        connection
                                                .getInputStream()
                                                .transferTo(connection.getOutputStream());
                                    } finally {
                                        open.decrementAndGet();
                                    }
                                });
                    }
                });
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections that are being served. */
    int open() {
        return open.get();
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
