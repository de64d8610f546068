/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Kannel's bearerbox and smsbox on ports of their own, bound to a centre by SMPP. */
final class Kannel implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Process> boxes = new ArrayList<>();
    private final int sendSmsPort;

    private Kannel(Path directory, int centrePort) throws IOException {
        String bearerbox = program("bearerbox");
        String smsbox = program("smsbox");
        int adminPort;
        int boxPort;
        try (ServerSocket admin = new ServerSocket(0);
                ServerSocket box = new ServerSocket(0);
                ServerSocket sendSms = new ServerSocket(0)) {
            adminPort = admin.getLocalPort();
            boxPort = box.getLocalPort();
            sendSmsPort = sendSms.getLocalPort();
        }
        Path configuration =
                Files.write(
                        directory.resolve("kannel.conf"),
                        List.of(
                                "group = core",
                                "admin-port = " + adminPort,
                                "admin-password = unused",
                                "admin-interface = 127.0.0.1",
                                "smsbox-port = " + boxPort,
                                "smsbox-interface = 127.0.0.1",
                                "dlr-storage = internal",
                                "",
                                "group = smsc",
                                "smsc = smpp",
                                "host = 127.0.0.1",
                                "port = " + centrePort,
                                "transceiver-mode = true",
                                "smsc-username = kannel",
                                "smsc-password = s3cret",
                                "system-type = none",
                                "source-addr-ton = 1",
                                "source-addr-npi = 1",
                                "",
                                "group = smsbox",
                                "bearerbox-host = 127.0.0.1",
                                "bearerbox-port = " + boxPort,
                                "sendsms-port = " + sendSmsPort,
                                "sendsms-interface = 127.0.0.1",
                                "global-sender = 491700000001",
                                "",
                                "group = sendsms-user",
                                "username = test",
                                "password = test",
                                "concatenation = false"));
        boxes.add(box(directory, bearerbox, configuration));
        await().atMost(PATIENCE).until(() -> isOpen(boxPort));
        boxes.add(box(directory, smsbox, configuration));
        await().atMost(PATIENCE).until(() -> isOpen(sendSmsPort));
    }

    /** Skips the test, and says so, where there is no Kannel. */
    static Kannel start(Path directory, int centrePort) throws IOException {
        return new Kannel(directory, centrePort);
    }

    URI sendSms() {
        return URI.create("http://127.0.0.1:" + sendSmsPort + "/cgi-bin/sendsms");
    }

    private static String program(String name) {
        String found =
                Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst()
                        .orElse("");
        if (found.isEmpty()) {
            System.err.println("SKIPPED: there is no " + name + "; install the package kannel");
        }
        assumeTrue(!found.isEmpty(), name + " is not installed (package kannel)");
        return found;
    }

    private static Process box(Path directory, String program, Path configuration)
            throws IOException {
        return new ProcessBuilder(program, "-v", "4", configuration.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        boxes.forEach(Process::destroyForcibly);
    }
}
