/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.emulator.internal.radio.LineLink;
import io.reveille.emulator.internal.radio.RadioMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens for emulated modems. */
final class RadioServer implements AutoCloseable {
    private static final int MOST_MODEMS = 1_000;
    private static final int REGISTER_MILLIS = 5_000;

    private final ServerSocket server;
    private final Forwarding forwarding;
    private final FromModem fromModem;
    private final KnownModems modems;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    RadioServer(
            InetSocketAddress at, Forwarding forwarding, FromModem fromModem, KnownModems modems)
            throws IOException {
        this.forwarding = forwarding;
        this.fromModem = fromModem;
        this.modems = modems;
        this.server = new ServerSocket();
        try {
            server.bind(at);
        } catch (IOException e) {
            server.close();
            throw new IOException("no radio link can be had at " + at + ": " + e.getMessage(), e);
        }
        start("sms-centre-radio", this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                if (open.size() < MOST_MODEMS) {
                    open.add(socket);
                    start("sms-centre-modem", () -> serve(socket));
                } else {
                    socket.close();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(REGISTER_MILLIS);
            LineLink link = new LineLink(socket);
            Optional<RadioMessage> first = link.next();
            if (first.isPresent() && first.get() instanceof RadioMessage.Register register) {
                socket.setSoTimeout(0);
                modems.add(register.number());
                new ModemLink(link, register.number(), forwarding, fromModem).run();
            }
        } catch (IOException e) {
            // it hung up, or it was no modem
        } finally {
            open.remove(socket);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            // of no use any more either way
        }
    }
}
