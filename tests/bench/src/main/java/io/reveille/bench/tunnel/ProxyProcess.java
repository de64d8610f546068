/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.bench.Enrolling;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.proxy.PublicProxy;
import io.reveille.server.proxy.SignalLimits;
import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.WakeOptions;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import io.reveille.tunnel.TunnelLimits;
import io.reveille.tunnel.TunnelSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The server's process: registry and public proxy. It enrols one gateway, whose home it writes, and
 * says where its clients connect; runs until its input ends.
 */
public final class ProxyProcess {
    static final String SERVICE = "load";
    private static final String GATEWAY = "pump-17";

    private ProxyProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createDirectories(Path.of(arguments[0]));
        ServerSettings settings =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        IpLiterals.parseList("127.0.0.1"),
                        range(),
                        home);
        List<SignalRoute> routes = List.of(new PipeRoute());
        try (ServerRegistry registry =
                        ServerRegistry.open(
                                settings,
                                SessionRetention.DEFAULT,
                                () -> Optional.of(URI.create("https://127.0.0.1:1/enrol")),
                                InstantSource.system());
                PublicProxy proxy =
                        PublicProxy.start(
                                options(tunnel(arguments[3])),
                                settings,
                                registry.registry(),
                                registry.keys(),
                                registry.keyLife(),
                                registry.sessions(),
                                new Signalling(
                                        () -> routes, registry.signals(), registry.routes()))) {
            Enrolling.gateway(
                            registry.enrolments(),
                            GATEWAY,
                            Optional.empty(),
                            new ClaimedService(SERVICE, Integer.parseInt(arguments[2])))
                    .store(Files.createDirectories(Path.of(arguments[1])));
            System.out.println("entry " + entry(registry));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (lines.readLine() != null) {
                JavaProcess.collect();
            }
            System.out.println("tunnels " + proxy.tunnels().size());
        }
    }

    /** The product's as near as can be, with room for all clients of a run. */
    public static ProxyOptions options(TunnelSettings tunnel) {
        return new ProxyOptions(
                Optional.of(IpLiterals.parse("127.0.0.1")),
                0,
                CidrBlock.parseList("127.0.0.0/8"),
                Duration.ofSeconds(60),
                Duration.ZERO,
                20_000,
                64,
                new SignalLimits(100, 100, 100, 100, 100),
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                tunnel,
                WakeOptions.DEFAULT,
                Optional.empty());
    }

    /** The product's, but for the number of streams. */
    public static TunnelSettings tunnel(String streams) {
        TunnelLimits usual = TunnelLimits.defaults();
        return TunnelSettings.defaults()
                .withLimits(
                        new TunnelLimits(
                                Integer.parseInt(streams),
                                usual.streamWindow(),
                                usual.maxStreamWindow(),
                                usual.growthBudget(),
                                usual.frameSize()));
    }

    /** Below what systems give to those who ask for any port. */
    public static PortRange range() {
        int first = 20_000 + Math.floorMod(System.nanoTime(), 8_000);
        return new PortRange(first, first + 50);
    }

    private static int entry(ServerRegistry registry) {
        return registry.registry()
                .gateway(GATEWAY)
                .flatMap(gateway -> gateway.service(SERVICE))
                .orElseThrow()
                .publicPort();
    }
}
