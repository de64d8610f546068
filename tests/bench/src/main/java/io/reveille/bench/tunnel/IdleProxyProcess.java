/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.bench.BenchFleet;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelListener;
import io.reveille.tunnel.TunnelRequest;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy's end that lets in whoever the fleet's authority knows. */
final class IdleProxyProcess {
    private IdleProxyProcess() {}

    public static void main(String[] arguments) throws IOException {
        BenchFleet fleet = new BenchFleet();
        fleet.gateway().store(Files.createDirectories(Path.of(arguments[0])));
        TunnelRuntime runtime =
                TunnelRuntime.start(Math.max(2, Runtime.getRuntime().availableProcessors()));
        Everyone everyone = new Everyone(new ConcurrentLinkedQueue<>());
        try (TunnelListener listener =
                TunnelListener.bind(
                        runtime,
                        fleet.proxyTls(),
                        TunnelSettings.defaults(),
                        everyone,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            System.out.println("port " + listener.address().getPort());
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (lines.readLine() != null) {
                JavaProcess.collect();
                System.out.println("tunnels " + everyone.tunnels().size());
            }
        } finally {
            runtime.close();
        }
    }

    private record Everyone(Collection<ProxyTunnel> tunnels) implements TunnelAdmission {

        @Override
        public CompletionStage<Boolean> admit(TunnelRequest request) {
            return CompletableFuture.completedStage(true);
        }

        @Override
        public void opened(TunnelRequest request, ProxyTunnel tunnel) {
            tunnels.add(tunnel);
        }

        @Override
        public void refused(InetSocketAddress remote, String reason) {
            System.out.println("refused: " + reason);
        }
    }
}
