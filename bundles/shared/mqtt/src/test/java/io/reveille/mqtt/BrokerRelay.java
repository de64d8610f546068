/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a broker: can cut all connections, and can be one that does not know version 5, as
 * those of before 2019.
 */
final class BrokerRelay implements AutoCloseable {
    private static final byte[] UNACCEPTABLE_VERSION = {0x20, 0x02, 0x00, 0x01};

    private final ServerSocket listener;
    private final int target;
    private final boolean old;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    final List<Integer> versions = new CopyOnWriteArrayList<>();

    BrokerRelay(int target, boolean old) throws IOException {
        this.listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        this.target = target;
        this.old = old;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            open.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] start = new byte[16];
        int got = 0;
        int level = -1;
        while (level < 0) { // type, length of 1 or 2 octets, "MQTT" with its length, version
            start[got] = in.readByte();
            got++;
            int header = got > 1 && start[1] < 0 ? 3 : 2;
            if (got == header + 7) {
                level = start[got - 1];
            }
        }
        versions.add(level);
        if (old && level > 4) {
            client.getOutputStream().write(UNACCEPTABLE_VERSION);
            client.close();
            return;
        }
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(broker);
        OutputStream out = broker.getOutputStream();
        out.write(start, 0, got);
        start(
                () -> {
                    broker.getInputStream().transferTo(client.getOutputStream());
                    client.close();
                });
        in.transferTo(out);
        broker.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // closed at one end
                            }
                        },
                        "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Cuts all and takes no more. */
    void leave() throws IOException {
        listener.close();
        cut();
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
