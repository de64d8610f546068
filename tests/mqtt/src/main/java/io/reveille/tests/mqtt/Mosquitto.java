/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real broker, on a port and in a folder of its own. Without it tests are skipped, loudly. */
public final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** What is missing here, for people; empty when a broker can be started. */
    public static Optional<String> missing() {
        return find().isPresent()
                ? Optional.empty()
                : Optional.of("no mosquitto; install: apt-get install mosquitto");
    }

    /** Starts one with these lines of configuration. */
    public static Mosquitto start(Path folder, List<String> lines) throws IOException {
        String program = program();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> configuration = new ArrayList<>();
        configuration.add("listener " + port + " 127.0.0.1");
        configuration.add("user " + System.getProperty("user.name"));
        configuration.add("persistence true");
        configuration.add("persistence_location " + folder + "/");
        configuration.add("log_dest file " + folder.resolve("mosquitto.log"));
        configuration.addAll(lines);
        Files.write(folder.resolve("mosquitto.conf"), configuration);
        Mosquitto broker = new Mosquitto(folder, port);
        broker.run(program);
        return broker;
    }

    /** Starts one that lets anybody in. */
    public static Mosquitto open(Path folder) throws IOException {
        return start(folder, List.of("allow_anonymous true"));
    }

    /** On 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Ends it as a reboot would, its sessions on disk, and starts it again. */
    public void restart() throws IOException {
        stop();
        run(program());
    }

    /** Ends it; its sessions are on disk. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again. */
    public void run() throws IOException {
        run(program());
    }

    private void run(String program) throws IOException {
        process =
                new ProcessBuilder(program, "-c", folder.resolve("mosquitto.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    private boolean answers() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it has written to its log. */
    public String log() throws IOException {
        Path log = folder.resolve("mosquitto.log");
        return Files.readString(folder.resolve("output"))
                + (Files.exists(log) ? Files.readString(log) : "");
    }

    private static String program() {
        Optional<String> program = find();
        if (program.isEmpty()) {
            System.out.println("SKIPPED: mosquitto is not installed on this machine");
        }
        assumeTrue(program.isPresent(), "mosquitto is not installed on this machine");
        return program.get();
    }

    private static Optional<String> find() {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> new File(folder, "mosquitto"))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    @Override
    public void close() {
        stop();
    }
}
