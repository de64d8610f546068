/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** libcoap's and Net-SNMP's servers on ports of the loopback, each started when it is wanted. */
final class UdpServers implements AutoCloseable {
    static final String COMMUNITY = "public";
    static final String LOCATION = "pump house";

    private final int coapPort = freePort();
    private final int snmpPort = freePort();
    private final List<Process> running = new ArrayList<>();

    private static int freePort() {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String coap() {
        return "udp:127.0.0.1:" + coapPort;
    }

    String snmp() {
        return "udp:127.0.0.1:" + snmpPort;
    }

    void startCoap(Path folder) throws IOException {
        start(
                folder,
                "coap",
                List.of(
                        Programs.require("coap-server-notls"),
                        "-A",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(coapPort)));
    }

    void startSnmp(Path folder) throws IOException {
        Path configuration = folder.resolve("snmpd.conf");
        Files.writeString(
                configuration, "rocommunity " + COMMUNITY + "\nsyslocation " + LOCATION + "\n");
        start(
                folder,
                "snmp",
                List.of(
                        Programs.require("snmpd"),
                        "-f",
                        "-Lo",
                        "-C",
                        "-c",
                        configuration.toString(),
                        "-p",
                        folder.resolve("snmpd.pid").toString(),
                        snmp()));
    }

    private void start(Path folder, String name, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        running.add(builder.start());
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
    }
}
