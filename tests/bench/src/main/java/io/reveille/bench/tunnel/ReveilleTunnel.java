/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.tunnel.TunnelLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The public proxy and a gateway, each in a Java machine of its own with the options that the
 * product has. The access request goes from one to the other by way of this process.
 */
final class ReveilleTunnel implements Contender {
    private static final Pattern REQUEST = Pattern.compile("(?m)^request ([0-9a-f]+)$");
    private static final Pattern ENTRY = Pattern.compile("(?m)^entry (\\d+)$");
    private static final Pattern READY = Pattern.compile("(?m)^(ready)$");

    private final Daemon proxy;
    private final Daemon gateway;
    private final int port;

    private ReveilleTunnel(Daemon proxy, Daemon gateway, int port) {
        this.proxy = proxy;
        this.gateway = gateway;
        this.port = port;
    }

    /** With the product's limits. */
    static ReveilleTunnel start(Path directory, int servicePort) throws IOException {
        return start(directory, servicePort, TunnelLimits.defaults().maxStreams());
    }

    /**
     * @param streams how many client connections at the same time
     */
    static ReveilleTunnel start(Path directory, int servicePort, int streams) throws IOException {
        Path serverHome = directory.resolve("server");
        Path gatewayHome = directory.resolve("gateway");
        Daemon proxy =
                JavaProcess.start(
                        "reveille proxy",
                        "server",
                        directory,
                        ProxyProcess.class,
                        serverHome.toString(),
                        gatewayHome.toString(),
                        String.valueOf(servicePort),
                        String.valueOf(streams));
        int port = Integer.parseInt(proxy.await(ENTRY));
        Daemon gateway =
                JavaProcess.start(
                        "reveille gateway",
                        "gateway",
                        directory,
                        GatewayProcess.class,
                        gatewayHome.toString(),
                        ProxyProcess.SERVICE + "=127.0.0.1:" + servicePort,
                        String.valueOf(streams));
        gateway.await(READY);
        return new ReveilleTunnel(proxy, gateway, port);
    }

    /** Brings the tunnel up: a client comes, and the access request that it causes is handed on. */
    void wake() throws IOException {
        proxy.await("the entry of the proxy", () -> Ports.open(port));
        try (java.net.Socket client =
                new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write('e');
            gateway.tell(proxy.await(REQUEST));
            client.getOutputStream().write('x');
            if (client.getInputStream().read() != 'x') {
                throw new IOException("no tunnel came up:\n" + proxy.said() + gateway.said());
            }
        }
    }

    @Override
    public String name() {
        return "Reveille";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Daemon> processes() {
        return List.of(proxy, gateway);
    }

    @Override
    public void close() {
        gateway.close();
        proxy.close();
    }
}
