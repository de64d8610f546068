/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A device's web server: tells what it was asked, counts what it was sent, sends what is wanted.
 */
final class WebService implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    WebService() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(threads);
        http.createContext("/", this::tell);
        http.createContext("/count", this::count);
        http.createContext("/stream", WebService::stream);
        http.createContext("/closed", this::closed);
        http.createContext("/from", WebService::from);
        http.start();
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    Queue<String> asked() {
        return asked;
    }

    private void tell(HttpExchange exchange) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                text.append('\n').append(name).append(": ").append(values));
        asked.add(text.toString());
        exchange.getRequestBody().readAllBytes();
        answer(exchange, text + "\n");
    }

    private void count(HttpExchange exchange) throws IOException {
        long length = 0;
        byte[] buffer = new byte[65_536];
        try (InputStream body = exchange.getRequestBody()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                length += n;
            }
        }
        answer(exchange, length + " octets\n");
    }

    /** Chunked, because its length is not told. */
    private static void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            TestOctets.write(out, Integer.parseInt(exchange.getRequestURI().getQuery()), 1);
        }
    }

    private void closed(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Connection", "close");
        answer(exchange, "bye\n");
    }

    /** From which port the connection came. */
    private static void from(HttpExchange exchange) throws IOException {
        answer(exchange, "from " + exchange.getRemoteAddress().getPort() + "\n");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : octets.length);
        if (!head) {
            exchange.getResponseBody().write(octets);
        }
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
