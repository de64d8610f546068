/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.line;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;

/**
 * A line on a TCP port for one terminal at a time: one that connects takes over from the one
 * before.
 */
final class TcpLine implements TerminalLine {
    private final String host;
    private int port;
    private Optional<ServerSocket> server = Optional.empty();
    private Optional<Socket> terminal = Optional.empty();

    TcpLine(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        this.host = hostAndPort.substring(0, colon).replaceAll("[\\[\\]]", "");
        this.port = Integer.parseInt(hostAndPort.substring(colon + 1));
    }

    @Override
    public synchronized String address() {
        return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public synchronized void plugIn(Receiver receiver) throws IOException {
        if (server.isPresent()) {
            return;
        }
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 4);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "the modem can't listen at " + address() + ": " + e.getMessage(), e);
        }
        port = socket.getLocalPort();
        server = Optional.of(socket);
        start("emulated-modem-port", () -> accept(socket, receiver));
    }

    private void accept(ServerSocket socket, Receiver receiver) {
        try {
            while (!socket.isClosed()) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                takeOver(socket, connection);
                start("emulated-modem-line", () -> read(connection, receiver));
            }
        } catch (IOException e) {
            // unplugged
        }
    }

    private synchronized void takeOver(ServerSocket from, Socket connection) {
        terminal.ifPresent(TcpLine::close);
        terminal = Optional.of(connection);
        if (from.isClosed()) {
            close(connection);
        }
    }

    private static void read(Socket connection, Receiver receiver) {
        byte[] chunk = new byte[1_024];
        try (connection;
                InputStream in = connection.getInputStream()) {
            for (int got = in.read(chunk); got > 0; got = in.read(chunk)) {
                receiver.received(Arrays.copyOf(chunk, got));
            }
        } catch (IOException e) {
            // the terminal went away
        }
    }

    @Override
    public void write(byte[] octets) {
        Optional<Socket> to;
        synchronized (this) {
            to = terminal;
        }
        if (to.isPresent()) {
            try {
                to.get().getOutputStream().write(octets);
            } catch (IOException e) {
                close(to.get());
            }
        }
    }

    @Override
    public synchronized void unplug() {
        server.ifPresent(TcpLine::close);
        server = Optional.empty();
        terminal.ifPresent(TcpLine::close);
        terminal = Optional.empty();
    }

    @Override
    public void close() {
        unplug();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it is of no use any more either way
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
