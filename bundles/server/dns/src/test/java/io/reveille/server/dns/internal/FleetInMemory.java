/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

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
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.UnaryOperator;

/** A fleet of an active gateway gw7 with http and ssh, and a revoked gw8 with http. */
final class FleetInMemory implements Registry, LookupLog {
    static final InetAddress ASKER = IpLiterals.parse("127.0.0.1");
    static final int HTTP_PORT = 20017;

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final ConcurrentLinkedDeque<Lookup> lookups = new ConcurrentLinkedDeque<>();

    private final Map<String, Gateway> gateways =
            Map.of(
                    "gw7",
                    gateway(
                            "gw7",
                            GatewayStatus.ACTIVE,
                            new GatewayService("http", 80, HTTP_PORT),
                            new GatewayService("ssh", 22, 20018),
                            new GatewayService("coap", 5683, 20020, ServiceTransport.UDP)),
                    "gw8",
                    gateway("gw8", GatewayStatus.REVOKED, new GatewayService("http", 80, 20019)));

    static ServerSettings server(String addresses) {
        return new ServerSettings(
                "fleet.test",
                "proxy.fleet.test",
                IpLiterals.parseList(addresses),
                new PortRange(20000, 20999),
                Path.of("/nowhere"));
    }

    static DnsSettings settings(String askers) {
        return new DnsSettings(
                List.of(ASKER),
                0,
                CidrBlock.parseList(askers),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                64);
    }

    Responder responder(String addresses, String askers) {
        return new Responder(
                new FleetZone(
                        new ZoneRecords(server(addresses), Duration.ofSeconds(30), 1),
                        this,
                        CidrBlock.parseList(askers)),
                this,
                InstantSource.fixed(NOW));
    }

    DnsServer start(String addresses, DnsSettings settings) {
        return DnsServer.start(settings, server(addresses), this, this, InstantSource.system());
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
    public int decoyPort(String gatewayId, String service) {
        return 20500 + (gatewayId + service).length();
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
        throw new UnsupportedOperationException();
    }

    private static Gateway gateway(String id, GatewayStatus status, GatewayService... services) {
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
