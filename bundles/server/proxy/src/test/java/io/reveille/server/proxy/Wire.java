/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A stretch of network between two ends that can be cut, or go silent. */
final class Wire implements AutoCloseable {

    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress exit;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch thawed = new CountDownLatch(1);
    private volatile boolean frozen;

    Wire(InetSocketAddress exit) throws IOException {
        this.exit = exit;
        start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) entry.getLocalSocketAddress();
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = entry.accept();
            Socket far = new Socket(exit.getAddress(), exit.getPort());
            sockets.addAll(List.of(near, far));
            start(() -> pump(near, far));
            start(() -> pump(far, near));
        }
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (frozen) {
                thawed.await();
            }
            out.write(buffer, 0, n);
        }
        to.shutdownOutput();
    }

    /** Nothing comes through any more, and no one is told. */
    void freeze() {
        frozen = true;
    }

    /** Both ends see their connections reset. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        thawed.countDown();
        entry.close();
        cut();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | InterruptedException e) {
                                // the wire is cut
                            }
                        },
                        "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
