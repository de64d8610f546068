/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.receipts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where providers tell what became of messages: {@code GET} or {@code POST /receipt/TOKEN} by plain
 * HTTP, one request a connection. Connections are few, short, and cut off when they take too long.
 */
public final class ReceiptServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptServer.class);
    private static final int MOST_CONNECTIONS = 32;
    private static final int SECONDS_EACH = 10;
    private static final int DRAIN_MILLIS = 500;
    private static final long MOST_DRAINED = 64 * 1024;
    private static final String PREFIX = "/receipt/";

    private final ServerSocket listener;
    private final ReceiptDesk desk;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(4, task -> daemon(task, "receipt"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "receipt-timer"));

    private ReceiptServer(ServerSocket listener, ReceiptDesk desk) {
        this.listener = listener;
        this.desk = desk;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if it can't; its message says what to do
     */
    public static ReceiptServer start(InetSocketAddress address, ReceiptDesk desk)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, MOST_CONNECTIONS);
        } catch (IOException e) {
            listener.close();
            throw new IOException(
                    "cannot listen for receipts at %s: %s; choose another address or port"
                            .formatted(address, e.getMessage()),
                    e);
        }
        ReceiptServer server = new ReceiptServer(listener, desk);
        daemon(server::accept, "receipt-accept").start();
        return server;
    }

    /** As really bound. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                if (connections.size() > MOST_CONNECTIONS) {
                    close(socket);
                } else {
                    Future<?> unused =
                            timer.schedule(() -> close(socket), SECONDS_EACH, TimeUnit.SECONDS);
                    workers.execute(() -> serve(socket));
                }
            } catch (IOException | RuntimeException e) {
                if (!listener.isClosed()) {
                    LOG.warn("a connection with a receipt was lost: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try {
            socket.setSoTimeout(SECONDS_EACH * 1000);
            answer(socket, status(new BufferedInputStream(socket.getInputStream())));
        } catch (HttpHead.RefusedException e) {
            answer(socket, e.status());
            drain(socket);
        } catch (IOException e) {
            LOG.debug("a receipt was not read: {}", e.getMessage());
        } finally {
            close(socket);
        }
    }

    private int status(InputStream in) throws IOException {
        HttpHead head = HttpHead.read(in);
        if (!head.method().equals("GET") && !head.method().equals("POST")) {
            return 405;
        }
        String body = HttpHead.body(in, head.length());
        if (!head.path().startsWith(PREFIX)) {
            return 404;
        }
        Map<String, String> fields = ReceiptFields.of(head.query(), body);
        return desk.take(head.path().substring(PREFIX.length()), fields) ? 200 : 404;
    }

    private static void answer(Socket socket, int status) {
        String reason = status == 200 ? "OK" : "Refused";
        String answer =
                "HTTP/1.1 %d %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .formatted(status, reason);
        try {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("a receipt was not answered: {}", e.getMessage());
        }
    }

    /** Lets the other side finish, within limits, so that it gets to read the answer. */
    private static void drain(Socket socket) {
        try {
            socket.setSoTimeout(DRAIN_MILLIS);
            socket.getInputStream().skipNBytes(MOST_DRAINED);
        } catch (IOException e) {
            LOG.debug("a refused receipt ended: {}", e.getMessage());
        }
    }

    private void close(Socket socket) {
        connections.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection with a receipt was not closed: {}", e.getMessage());
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("the listener for receipts was not closed: {}", e.getMessage());
        }
        workers.shutdownNow();
        timer.shutdownNow();
        connections.forEach(this::close);
    }
}
