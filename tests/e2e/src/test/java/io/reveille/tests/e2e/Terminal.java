/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Random;

/**
 * The mobile terminal whose services real clients use: a page and a Modbus device that are there,
 * and ports for programs that a test starts.
 */
final class Terminal implements AutoCloseable {
    private final byte[] page = new byte[300_000];
    private final HttpServer web;
    private final ModbusDevice modbus;
    private final int sshPort;
    private final int databasePort;

    private Terminal() throws IOException {
        new Random(7).nextBytes(page);
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        web.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        web.start();
        modbus = ModbusDevice.start();
        try (ServerSocket ssh = free();
                ServerSocket database = free()) {
            sshPort = ssh.getLocalPort();
            databasePort = database.getLocalPort();
        }
    }

    static Terminal start() throws IOException {
        return new Terminal();
    }

    /** A port of the loopback that is free for now, held until closed. */
    static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** As the gateway is told: name to address. */
    Map<String, String> services() {
        return Map.of(
                "http",
                "127.0.0.1:" + web.getAddress().getPort(),
                "ssh",
                "127.0.0.1:" + sshPort,
                "pg",
                "127.0.0.1:" + databasePort,
                "modbus",
                "127.0.0.1:" + modbus.port());
    }

    byte[] page() {
        return page.clone();
    }

    int sshPort() {
        return sshPort;
    }

    int databasePort() {
        return databasePort;
    }

    @Override
    public void close() throws IOException {
        web.stop(0);
        modbus.close();
    }
}
