/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.PrivateProxy;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.protocol.TrustedClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The gateway's process: takes access requests, a line of hexadecimal digits each. Its arguments:
 * home, services, most streams.
 */
public final class GatewayProcess {
    private GatewayProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        PrivateProxyConfiguration usual =
                PrivateProxyConfiguration.of(home, OfferedService.parse(arguments[1]));
        try (PrivateProxy gateway =
                PrivateProxy.open(
                        new PrivateProxyConfiguration(
                                home,
                                usual.services(),
                                usual.protocols(),
                                ProxyProcess.tunnel(arguments[2])
                                        .withIdleTimeout(Duration.ofHours(1)),
                                usual.proxiesAllowed(),
                                usual.msisdn(),
                                usual.budget(),
                                usual.ipsec()),
                        GatewayIdentity.load(home).orElseThrow(),
                        TrustedClock.of(Clock.systemUTC()))) {
            System.out.println("ready");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("collect")) {
                    JavaProcess.collect();
                    continue;
                }
                System.out.println(gateway.receive(PipeRoute.CHANNEL, Octets.fromHex(line)));
            }
        }
    }
}
