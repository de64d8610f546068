/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import static org.awaitility.Awaitility.await;

import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Session;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.internal.KeySettings;
import io.reveille.server.registry.internal.ServerRegistry;
import io.reveille.server.registry.internal.SessionRetention;
import io.reveille.server.registry.internal.users.IdentitySettings;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A registry, a public proxy and, on demand, gateways, in one process. */
final class TestServer implements AutoCloseable {

    final ServerRegistry registry;
    final ServerSettings settings;
    final TunnelRuntime gateways = TunnelRuntime.start(1);
    final List<SignalRoute> routes = new CopyOnWriteArrayList<>();
    PublicProxy proxy;
    private final ProxyOptions options;
    private final ClientAuthority authority;

    TestServer(Path home) throws IOException {
        this(home, options());
    }

    TestServer(Path home, ProxyOptions options) throws IOException {
        this(home, options, ClientAuthority.NOBODY);
    }

    TestServer(Path home, ProxyOptions options, ClientAuthority authority) throws IOException {
        this(home, options, IdentitySettings.NONE, Optional.of(authority), KeySettings.DEFAULT);
    }

    TestServer(Path home, ProxyOptions options, ClientAuthority authority, KeySettings keys)
            throws IOException {
        this(home, options, IdentitySettings.NONE, Optional.of(authority), keys);
    }

    /** Where the registry's own users may come. */
    TestServer(Path home, ProxyOptions options, IdentitySettings identities) throws IOException {
        this(home, options, identities, Optional.empty(), KeySettings.DEFAULT);
    }

    private TestServer(
            Path home,
            ProxyOptions options,
            IdentitySettings identities,
            Optional<ClientAuthority> others,
            KeySettings keys)
            throws IOException {
        settings =
                new ServerSettings(
                        "fleet.test",
                        "proxy.fleet.test",
                        IpLiterals.parseList("127.0.0.1"),
                        freeRange(),
                        home);
        registry =
                ServerRegistry.open(
                        settings,
                        SessionRetention.DEFAULT,
                        keys,
                        identities,
                        () -> Optional.of(URI.create("https://127.0.0.1:1/enrol")),
                        InstantSource.system());
        this.options = options;
        this.authority =
                others.orElseGet(
                        () ->
                                new ClientAuthority(
                                        () -> Optional.of(registry.access()),
                                        () -> Optional.of(registry.grants())));
        try {
            proxy = start();
        } catch (IOException e) {
            registry.close();
            throw e;
        }
    }

    private PublicProxy start() throws IOException {
        return PublicProxy.start(
                options,
                settings,
                registry.registry(),
                registry.keys(),
                registry.keyLife(),
                registry.sessions(),
                authority,
                new Signalling(() -> routes, registry.signals(), registry.routes()));
    }

    /** The proxy alone, and what it has in memory. */
    void restartProxy() throws IOException {
        proxy.close();
        proxy = start();
        registry.registry().gateways().forEach(gateway -> awaitOpen(gateway.id()));
    }

    static ProxyOptions options() {
        return options("127.0.0.0/8", Duration.ofSeconds(20), 64);
    }

    static ProxyOptions options(String allow, Duration rendezvous, int mostWaiting) {
        return new ProxyOptions(
                Optional.of(IpLiterals.parse("127.0.0.1")),
                0,
                CidrBlock.parseList(allow),
                rendezvous,
                Duration.ofMillis(250),
                1000,
                mostWaiting,
                SignalLimits.defaults(),
                2,
                TunnelSettings.defaults(),
                WakeOptions.DEFAULT,
                Optional.empty());
    }

    /** Below the ports that a machine gives to those who ask for any. */
    private static PortRange freeRange() {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            if (IntStream.rangeClosed(first, first + 50).allMatch(TestServer::isFree)) {
                return new PortRange(first, first + 50);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    TestGateway gateway(String id, Map<String, InetSocketAddress> services) throws Exception {
        TestGateway gateway = new TestGateway(registry, gateways, id, services);
        routes.add(gateway);
        awaitOpen(id);
        return gateway;
    }

    void awaitOpen(String id) {
        await().until(
                        () ->
                                registry.registry().gateway(id).orElseThrow().services().stream()
                                        .map(GatewayService::publicPort)
                                        .allMatch(proxy.servicePorts()::contains));
    }

    InetSocketAddress entry(String gatewayId, String service) {
        int port =
                registry.registry()
                        .gateway(gatewayId)
                        .flatMap(g -> g.service(service))
                        .orElseThrow()
                        .publicPort();
        return new InetSocketAddress(IpLiterals.parse("127.0.0.1"), port);
    }

    Socket client(String gatewayId, String service) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(30_000);
        socket.connect(entry(gatewayId, service));
        return socket;
    }

    /** The one session recorded, once it has ended. */
    Session endedSession() {
        return await().until(
                        () -> registry.sessions().recent(10, Optional.empty()),
                        sessions -> sessions.size() == 1 && sessions.get(0).endedAt().isPresent())
                .get(0);
    }

    @Override
    public void close() {
        proxy.close();
        gateways.close();
        registry.close();
    }
}
