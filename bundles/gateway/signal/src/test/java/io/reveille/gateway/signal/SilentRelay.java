/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A carrier's NAT on the way to a server: it forgets the connections that it has when told to, and
 * says nothing to either end, while new ones go through.
 */
final class SilentRelay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger octets = new AtomicInteger();

    SilentRelay(int target) throws IOException {
        this.target = target;
        run(
                () -> {
                    while (true) {
                        connections.add(new Connection(listener.accept()));
                    }
                });
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    /** How many octets have gone through, both ways. */
    int octets() {
        return octets.get();
    }

    void forget() {
        connections.forEach(connection -> connection.forgotten = true);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Connection connection : connections) {
            connection.client.close();
            connection.server.close();
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean forgotten;

        Connection(Socket client) throws IOException {
            this.client = client;
            server = new Socket(InetAddress.getLoopbackAddress(), target);
            run(() -> pump(client, server));
            run(() -> pump(server, client));
        }

        private void pump(Socket from, Socket to) throws IOException {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!forgotten) {
                    octets.addAndGet(count);
                    out.write(buffer, 0, count);
                }
            }
            if (!forgotten) {
                to.close();
            }
        }
    }

    /** Something that ends with its sockets. */
    private interface Pumping {
        void run() throws IOException;
    }

    private static void run(Pumping pumping) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                pumping.run();
                            } catch (IOException e) {
                                return; // closed
                            }
                        },
                        "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
