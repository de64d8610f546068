/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A web service that keeps what it was asked for. */
final class TestWeb implements AutoCloseable {
    /** Method, path, and whether there were credentials. */
    final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    private final HttpServer server;

    TestWeb() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            seen.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + " "
                            + exchange.getRequestHeaders().containsKey("Authorization"));
            int length = exchange.getRequestBody().readAllBytes().length;
            byte[] answer =
                    (exchange.getRequestURI() + " " + length + "\n")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, length == 7 ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /**
     * Takes one connection, changes it to WebSocket, sends back what follows; gives the request.
     */
    static String upgrade(ServerSocket raw) {
        try (Socket connection = raw.accept()) {
            InputStream in = connection.getInputStream();
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            connection
                    .getOutputStream()
                    .write(
                            "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            in.transferTo(connection.getOutputStream());
            return head.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
