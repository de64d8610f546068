/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The mobile terminal's own service in the demo: one web page that no other server could have made.
 */
final class TerminalService implements AutoCloseable {
    private final HttpServer server;
    private final String reading;

    TerminalService() throws IOException {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        reading = HexFormat.of().formatHex(random);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext(
                "/",
                exchange -> {
                    byte[] page = page().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The page as the service sends it. */
    String page() {
        return "<!doctype html>\n<title>Pump 17</title>\n<h1>Pump 17</h1>\n<p>Meter reading "
                + reading
                + ", served by the mobile terminal itself.</p>\n";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
