/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, which can be killed. */
final class GatewayProcess implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    GatewayProcess(Path home, int servicePort) throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                GatewayProcess.class.getName(),
                                home.toString(),
                                String.valueOf(servicePort))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** What the process says to a message: {@code accepted}, or the reason of the refusal. */
    String receive(Octets octets) throws IOException {
        in.println(octets.hex());
        return String.valueOf(out.readLine());
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        List<OfferedService> services = OfferedService.parse("echo=127.0.0.1:" + arguments[1]);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (PrivateProxy gateway =
                PrivateProxy.open(
                        PrivateProxyConfiguration.of(home, services),
                        GatewayIdentity.load(home).orElseThrow(),
                        TrustedClock.of(Clock.systemUTC()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Verdict verdict = gateway.receive(SignalChannel.SMS, Octets.fromHex(line));
                System.out.println(
                        verdict instanceof Verdict.Refused refused ? refused.reason() : "accepted");
            }
        }
    }
}
