/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Secret;
import io.reveille.protocol.ServiceTransport;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayReach;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.Lookup;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.PortRange;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.WakeDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A fleet of an active gateway gw7 with http and ssh, and a revoked gw8 with http. */
final class FleetInMemory implements Registry, LookupLog {
    static final InetAddress ASKER = IpLiterals.parse("127.0.0.1");
    static final int HTTP_PORT = 20017;

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final MemoryVault vault = new MemoryVault();
    final List<String> wakes = new CopyOnWriteArrayList<>();
    Path home = temporary();
    InstantSource clock = InstantSource.system();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final WakeDesk wakeDesk =
            (gateway, service, source) -> wakes.add(gateway + " " + service);

    final ConcurrentLinkedDeque<Lookup> lookups = new ConcurrentLinkedDeque<>();

    private final Map<String, Gateway> gateways =
            new ConcurrentSkipListMap<>(
                    Map.of(
                            "gw7",
                            gateway(
                                    "gw7",
                                    GatewayStatus.ACTIVE,
                                    new GatewayService("http", 80, HTTP_PORT),
                                    new GatewayService("ssh", 22, 20018),
                                    new GatewayService("coap", 5683, 20020, ServiceTransport.UDP)),
                            "gw8",
                            gateway(
                                    "gw8",
                                    GatewayStatus.REVOKED,
                                    new GatewayService("http", 80, 20019))));

    static ServerSettings server(String addresses, Path home) {
        return new ServerSettings(
                "fleet.test",
                "proxy.fleet.test",
                IpLiterals.parseList(addresses),
                new PortRange(20000, 20999),
                home);
    }

    static DnsSettings settings(String askers) {
        return new DnsSettings(
                List.of(ASKER),
                0,
                CidrBlock.parseList(askers),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                64,
                ZoneSettings.DEFAULT,
                RateSettings.DEFAULT,
                TransferSettings.NONE,
                List.of());
    }

    Responder responder(String addresses, String askers) {
        return dns(addresses, settings(askers)).responder();
    }

    FleetDns dns(String addresses, DnsSettings settings) {
        return new FleetDns(
                settings,
                new FleetDns.Parts(
                        server(addresses, home),
                        this,
                        this,
                        vault,
                        () -> Optional.of(wakeDesk),
                        clock));
    }

    /** With a key for transfers that nobody has. */
    FleetDns transferring() {
        DnsSettings plain = settings("0.0.0.0/0");
        return dns(
                "203.0.113.7,2001:db8::7",
                new DnsSettings(
                        plain.listen(),
                        0,
                        plain.askers(),
                        plain.ttl(),
                        plain.tcpIdle(),
                        plain.tcpConnections(),
                        plain.zone(),
                        plain.rates(),
                        new TransferSettings(
                                List.of(),
                                TransferSettings.Content.SERVICES,
                                Optional.of(
                                        new TransferSettings.Key(
                                                "reveille-transfer", Secret.random(32)))),
                        List.of()));
    }

    DnsServer start(String addresses, DnsSettings settings) {
        return DnsServer.start(
                settings,
                server(addresses, home),
                this,
                this,
                vault,
                () -> Optional.of(wakeDesk),
                clock);
    }

    /** One gateway more. */
    void join(Gateway gateway) {
        gateways.put(gateway.id(), gateway);
        listeners.forEach(Runnable::run);
    }

    @Override
    public Optional<Gateway> gateway(String id) {
        return Optional.ofNullable(gateways.get(id));
    }

    @Override
    public List<Gateway> gateways() {
        return List.copyOf(gateways.values());
    }

    @Override
    public int decoyPort(String gatewayId, String service, ServiceTransport transport) {
        return 20500 + (gatewayId + service + transport).length();
    }

    @Override
    public void lookup(
            String gatewayId,
            String service,
            InetAddress asker,
            Instant query,
            Instant answer,
            String answerText) {
        lookups.add(new Lookup(gatewayId, service, asker, query, answer, answerText));
    }

    @Override
    public Optional<Lookup> latest(String gatewayId, String service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Gateway revoke(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Gateway reach(String id, UnaryOperator<GatewayReach> change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nextCounter(int senderKeyId, String gatewayId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GatewayService movePort(String id, String service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private static Path temporary() {
        try {
            Path home = Files.createTempDirectory("fleet-dns");
            home.toFile().deleteOnExit();
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Gateway gateway(String id, GatewayStatus status, GatewayService... services) {
        return new Gateway(
                id,
                status,
                Optional.empty(),
                1,
                Optional.empty(),
                NOW,
                Optional.of(NOW),
                List.of(services));
    }
}
