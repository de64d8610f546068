/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * The connection that is in use, so that it can be ended from outside whatever it waits for. There
 * is one at a time.
 */
final class TrackedSockets extends SocketFactory implements AutoCloseable {
    private Socket current = new Socket();
    private boolean closed;

    @Override
    public Socket createSocket() throws IOException {
        return track(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return track(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return track(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return track(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return track(new Socket(host, port, local, localPort));
    }

    /** Remembers a socket; the one before is of no use any more. */
    synchronized Socket track(Socket socket) throws IOException {
        if (closed) {
            socket.close();
            throw new IOException("the mailbox is not read any more");
        }
        current = socket;
        return socket;
    }

    /** Ends the connection; whoever waits for it is told at once. */
    synchronized void cut() {
        try {
            current.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection, and lets no other one come. */
    @Override
    public synchronized void close() {
        closed = true;
        cut();
    }
}
