/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import io.reveille.crypto.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One life of the gateway, which ends with SIGKILL. */
final class GatewayLife implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    /** Starts the Java machine; the home is not touched before {@link #open}. */
    GatewayLife(Path home) throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-Xshare:auto",
                                "-Xmx96m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                GatewayChild.class.getName(),
                                home.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Has it open its home; does not wait. */
    void open() {
        in.println("open");
    }

    void awaitReady() throws IOException {
        String line = out.readLine();
        if (!"ready".equals(line)) {
            throw new IOException("the gateway did not start, it said: " + line);
        }
    }

    /** Hands a request over; does not wait. */
    void send(Octets request) {
        in.println(request.hex());
    }

    /** Its next verdict: {@code accepted}, or a reason. */
    String verdict() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the gateway has died");
        }
        return line;
    }

    /** SIGKILL, so many nanoseconds from now; what it had still said before. */
    List<String> killAfter(long nanos) throws IOException {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
        process.toHandle().destroyForcibly(); // that of the process itself would close its output
        List<String> said = new ArrayList<>();
        Optional<String> line = next();
        while (line.isPresent()) {
            said.add(line.get());
            line = next();
        }
        process.onExit().join();
        return said;
    }

    /** A line cut short by the kill is not one that it said. */
    private Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = out.read(); c >= 0; c = out.read()) {
            if (c == '\n') {
                return Optional.of(line.toString());
            }
            line.append((char) c);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
