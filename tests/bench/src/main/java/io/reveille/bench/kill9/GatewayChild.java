/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import io.reveille.bench.BenchFleet;
import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.PrivateProxy;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TrustedClock;
import io.reveille.protocol.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The gateway's process. It opens its home at the first line that it is given, says {@code ready},
 * and answers each request, a line of hexadecimal digits, with what it decided.
 */
final class GatewayChild {
    private static final AccessBudget PLENTY =
            new AccessBudget(6000, 600, 10_000, 8, Duration.ofMillis(50), Duration.ofSeconds(1));

    private GatewayChild() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        if (lines.readLine() == null) {
            return;
        }
        PrivateProxyConfiguration usual =
                PrivateProxyConfiguration.of(
                        home, OfferedService.parse("echo=127.0.0.1:" + BenchFleet.SERVICE_PORT));
        try (PrivateProxy gateway =
                PrivateProxy.open(
                        new PrivateProxyConfiguration(
                                home,
                                usual.services(),
                                usual.protocols(),
                                usual.tunnel(),
                                usual.proxiesAllowed(),
                                usual.msisdn(),
                                PLENTY,
                                usual.ipsec()),
                        GatewayIdentity.load(home).orElseThrow(),
                        TrustedClock.of(Clock.systemUTC()))) {
            System.out.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Verdict verdict = gateway.receive(SignalChannel.SMS, Octets.fromHex(line));
                System.out.println(
                        verdict instanceof Verdict.Refused refused ? refused.reason() : "accepted");
            }
        }
    }
}
