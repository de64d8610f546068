/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * The mobile terminal's service, a web server on the device's loopback: {@code /} is a page, {@code
 * /echo} returns what is posted, {@code /drip} is a line every tenth of a second, as long as the
 * client stays and for ten minutes at the most; {@code /drip?15} is 15 of them.
 */
public final class Terminal {
    /** A text that everything on the page and on the drip contains. */
    public static final String MARKER = "READABLE-MARKER-7f31c9";

    static final String SERVICE = "http";
    static final int PORT = 8080;

    /** How the gateway offers it. */
    static final String OFFER = SERVICE + "=127.0.0.1:" + PORT;

    private static final int DRIPS = 6000;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private Terminal() {}

    /** Runs it until its standard input ends. */
    public static void main(String[] args) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 64);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", Terminal::page);
        server.createContext("/echo", Terminal::echo);
        server.createContext("/drip", Terminal::drip);
        server.start();
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }

    static LabProcess start(CarrierNetwork network) {
        List<String> command =
                Distribution.java(Path.of(here()).toString(), Terminal.class.getName());
        return network.startListener(
                network.device().namespace(),
                "terminal's web service",
                PORT,
                START_LIMIT,
                command.toArray(String[]::new));
    }

    private static String here() {
        return Terminal.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static void page(HttpExchange exchange) throws IOException {
        byte[] page =
                ("<!doctype html>\n<title>Pump 17</title>\n<p>" + MARKER + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getRequestBody().transferTo(exchange.getResponseBody());
        exchange.close();
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int drips = query.matches("\\d{1,4}") ? Integer.parseInt(query) : DRIPS;
        for (int drop = 0; drop < drips; drop++) {
            exchange.getResponseBody()
                    .write((MARKER + " " + drop + "\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        exchange.close();
    }
}
