/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A service of the terminal: does the same with every connection, each on a thread of its own. */
final class TestService implements AutoCloseable {

    /** What the service does with a connection. */
    interface Behaviour {
        void serve(Socket connection) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    TestService(Behaviour behaviour) throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        thread(
                () -> {
                    while (true) {
                        Socket connection = listener.accept();
                        accepted.incrementAndGet();
                        thread(
                                () -> {
                                    try (connection) {
                                        behaviour.serve(connection);
                                    }
                                });
                    }
                });
    }

    /** Sends everything back. */
    static TestService echo() throws IOException {
        return new TestService(
                connection -> {
                    connection.getInputStream().transferTo(connection.getOutputStream());
                    connection.shutdownOutput();
                });
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int accepted() {
        return accepted.get();
    }

    Queue<Throwable> failures() {
        return failures;
    }

    /** For a behaviour that does nothing more until the test is over. */
    void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | AssertionError e) {
                                failures.add(e);
                            }
                        },
                        "service");
        thread.setDaemon(true);
        thread.start();
    }
}
