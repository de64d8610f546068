/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The zone {@code example} at BIND, in which records can be put. */
final class ParentZone implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Process named;

    ParentZone(Path folder) throws IOException {
        this.folder = folder;
        try (DatagramSocket free =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("named.conf"),
                """
                options { directory "%s"; pid-file none; session-keyfile none; recursion no;
                  dnssec-validation no; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; }; };
                controls { };
                zone "example" { type primary; file "example.zone"; };
                """
                        .formatted(folder, port));
        write(1, List.of());
        named =
                new ProcessBuilder(Programs.require("named"), "-g", "-n", "1", "-c", "named.conf")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("named.log").toFile())
                        .start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Has these records and its own. */
    void put(List<String> records) throws IOException, InterruptedException {
        write(2, records);
        Programs.run(List.of(Programs.require("kill"), "-HUP", Long.toString(named.pid())));
    }

    private void write(int serial, List<String> records) throws IOException {
        Files.writeString(
                folder.resolve("example.zone"),
                """
                $TTL 60
                @ SOA ns hostmaster %d 3600 600 86400 60
                @ NS ns
                ns A 127.0.0.1
                %s
                """
                        .formatted(serial, String.join("\n", records)));
    }

    @Override
    public void close() {
        named.destroy();
        try {
            if (!named.waitFor(5, TimeUnit.SECONDS)) {
                named.destroyForcibly();
            }
        } catch (InterruptedException e) {
            named.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
