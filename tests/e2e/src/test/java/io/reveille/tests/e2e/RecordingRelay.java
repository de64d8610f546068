/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between the server and the SMS centre, and keeps what the server sent: an eavesdropper on
 * the route.
 */
final class RecordingRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    RecordingRelay(InetSocketAddress target) throws IOException {
        this.listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        this.target = target;
        start("relay", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What clients have sent so far, octet for octet. */
    byte[] recorded() {
        synchronized (sent) {
            return sent.toByteArray();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket centre = new Socket(target.getAddress(), target.getPort());
            start(
                    "relay down",
                    () -> {
                        centre.getInputStream().transferTo(client.getOutputStream());
                        client.close();
                    });
            start(
                    "relay up",
                    () -> {
                        record(client.getInputStream(), centre.getOutputStream());
                        centre.close();
                    });
        }
    }

    private void record(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[4096];
        for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
            synchronized (sent) {
                sent.write(chunk, 0, n);
            }
            to.write(chunk, 0, n);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // closed at one end
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
