/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.bench.tunnel.Daemon;
import io.reveille.bench.tunnel.GatewayProcess;
import io.reveille.bench.tunnel.JavaProcess;
import io.reveille.bench.tunnel.Ports;
import io.reveille.tunnel.TunnelLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A public proxy with all entries, and a gateway whose tunnel to it is up. */
final class Pair implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("(?m)^request ([0-9a-f]+)$");
    private static final Pattern READY = Pattern.compile("(?m)^(ready)$");

    private final Daemon proxy;
    private final Daemon gateway;

    private Pair(Daemon proxy, Daemon gateway) {
        this.proxy = proxy;
        this.gateway = gateway;
    }

    /**
     * Starts both.
     *
     * @param manner {@code tls} if CONNECT and SOCKS5 take TLS alone, otherwise {@code clear}
     */
    static Pair start(Site site, String manner) throws IOException {
        Path gatewayHome = site.directory().resolve("gateway-" + manner);
        Daemon proxy =
                JavaProcess.start(
                        "proxy-" + manner,
                        "server",
                        site.directory(),
                        AllEntriesProcess.class,
                        site.directory().resolve("server-" + manner).toString(),
                        gatewayHome.toString(),
                        site.offer(),
                        site.directory().toString(),
                        manner);
        proxy.await(READY);
        Daemon gateway =
                JavaProcess.start(
                        "gateway-" + manner,
                        "gateway",
                        site.directory(),
                        GatewayProcess.class,
                        gatewayHome.toString(),
                        site.offer(),
                        String.valueOf(TunnelLimits.defaults().maxStreams()));
        gateway.await(READY);
        Pair pair = new Pair(proxy, gateway);
        pair.wake();
        return pair;
    }

    /** Where an entry listens. */
    int port(String entry) {
        return Integer.parseInt(proxy.await(Pattern.compile("(?m)^door " + entry + " (\\d+)$")));
    }

    /** A client comes, and the access request that it causes is handed on. */
    private void wake() throws IOException {
        int port = port(Door.PORT.word());
        proxy.await("the entry of the proxy", () -> Ports.open(port));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("ox".getBytes(StandardCharsets.US_ASCII));
            gateway.tell(proxy.await(REQUEST));
            if (client.getInputStream().read() != 'x') {
                throw new IOException("no tunnel came up:\n" + proxy.said() + gateway.said());
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
        proxy.close();
    }
}
