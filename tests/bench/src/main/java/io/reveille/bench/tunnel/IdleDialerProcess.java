/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.TunnelCredential;
import io.reveille.tunnel.TunnelDialer;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import io.reveille.tunnel.TunnelTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Many gateways in one process: dials, a few at a time, and keeps the tunnels. */
final class IdleDialerProcess {
    private static final int AT_A_TIME = 32;

    private IdleDialerProcess() {}

    public static void main(String[] arguments) throws Exception {
        GatewayIdentity identity = GatewayIdentity.load(Path.of(arguments[0])).orElseThrow();
        int port = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        TunnelRuntime runtime = TunnelRuntime.start(1);
        TunnelDialer dialer =
                new TunnelDialer(
                        runtime,
                        new TunnelTls(
                                identity.tls().privateKey(),
                                identity.tls().chain(),
                                identity.fleet().fleetCa()),
                        TunnelSettings.defaults().withIdleTimeout(Duration.ofHours(1)),
                        authority -> Optional.empty());
        DialOrder order =
                new DialOrder(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        identity.fleet().serverName(),
                        TunnelCredential.of(new byte[16], new byte[32]),
                        System.nanoTime(),
                        Optional.empty());
        List<GatewayTunnel> tunnels = new ArrayList<>();
        while (tunnels.size() < count) {
            List<CompletableFuture<GatewayTunnel>> dials = new ArrayList<>();
            for (int i = 0; i < Math.min(AT_A_TIME, count - tunnels.size()); i++) {
                dials.add(dialer.dial(order).toCompletableFuture());
            }
            for (CompletableFuture<GatewayTunnel> dial : dials) {
                tunnels.add(dial.get());
            }
        }
        System.out.println("up " + tunnels.stream().filter(t -> t.openStreams() == 0).count());
        while (System.in.read() >= 0) {
            // whoever started this process keeps its input open
        }
    }
}
