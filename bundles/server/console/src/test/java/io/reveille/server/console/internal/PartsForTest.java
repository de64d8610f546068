/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayControl;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RequestDesk;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.RequestSlip;
import io.reveille.server.registry.RouteHealth;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.TunnelStatus;
import io.reveille.server.registry.ZoneDesk;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Parts of a server that are said to be up. */
final class PartsForTest implements ServerView {
    final List<RequestOrder> orders = new ArrayList<>();
    private boolean up = true;

    void down() {
        up = false;
    }

    @Override
    public Optional<ServerEndpoint> dns() {
        return Optional.<ServerEndpoint>of(() -> new InetSocketAddress(5300)).filter(e -> up);
    }

    @Override
    public Optional<ServerEndpoint> enrolment() {
        return Optional.<ServerEndpoint>of(() -> new InetSocketAddress(4434)).filter(e -> up);
    }

    @Override
    public Optional<TunnelStatus> tunnels() {
        return Optional.<TunnelStatus>of(new OneTunnel()).filter(t -> up);
    }

    @Override
    public Optional<GatewayControl> control() {
        return Optional.<GatewayControl>of(new EchoingGateway()).filter(t -> up);
    }

    /** Answers with the question. */
    private static final class EchoingGateway implements GatewayControl {
        @Override
        public String status(String gatewayId, boolean wake) {
            return "{\"ok\":true,\"status\":\"%s %s\"}".formatted(gatewayId, wake);
        }

        @Override
        public String audit(String gatewayId, OptionalLong before, int limit, boolean wake) {
            return "{\"ok\":true,\"entries\":[\"%s %s %d %s\"]}"
                    .formatted(gatewayId, before, limit, wake);
        }
    }

    @Override
    public Optional<RequestDesk> requests() {
        return Optional.of(
                order -> {
                    orders.add(order);
                    return new RequestSlip(
                            order,
                            "0000000000007",
                            Optional.of("0QEtext"),
                            Optional.of("pump@example.com"),
                            Instant.EPOCH);
                });
    }

    @Override
    public Optional<RouteTrials> trials() {
        return Optional.of(new OneTrial());
    }

    @Override
    public Optional<ZoneDesk> zone() {
        return Optional.<ZoneDesk>of(new OneZone()).filter(zone -> up);
    }

    private static final class OneZone implements ZoneDesk {
        @Override
        public Report report() {
            return new Report(
                    "fleet.test",
                    true,
                    17,
                    List.of(new InetSocketAddress(5300)),
                    List.of("ns.fleet.test"),
                    List.of("192.0.2.53:53"),
                    List.of(
                            new Key(
                                    4711,
                                    "active",
                                    Instant.parse("2026-11-22T10:00:00Z"),
                                    Optional.empty(),
                                    "fleet.test. 300 IN DNSKEY 257 3 13 AA==",
                                    "fleet.test. 300 IN DS 4711 13 2 00")));
        }

        @Override
        public String roll(boolean now) {
            return "rolled " + now;
        }

        @Override
        public String retire(int tag, boolean now) {
            return "retired " + tag + " " + now;
        }
    }

    private static final class OneTrial implements RouteTrials {
        @Override
        public Trial begin(String route, String number, Duration patience) {
            return new Trial(
                    "t1", route, number, Result.RUNNING, List.of(patience.toSeconds() + " s"));
        }

        @Override
        public Optional<Trial> trial(String id) {
            return Optional.of(new Trial(id, "smpp test", "+49", Result.TEXT, List.of("took text")))
                    .filter(trial -> id.equals("t1"));
        }
    }

    @Override
    public List<SignalRoute> routes() {
        return List.of(new OneRoute());
    }

    private static final class OneTunnel implements TunnelStatus {
        @Override
        public int tunnelPort() {
            return 4433;
        }

        @Override
        public Set<Integer> servicePorts() {
            return Set.of(20018, 20017);
        }

        @Override
        public List<BudgetUse> budgets() {
            return List.of(
                    new BudgetUse(BudgetUse.Scope.GATEWAY, "gw7", 2, 60, Duration.ofHours(1)));
        }

        @Override
        public List<LiveTunnel> tunnels() {
            return List.of(
                    new LiveTunnel(
                            "gw7",
                            new InetSocketAddress("198.51.100.9", 40000),
                            Instant.parse("2026-11-22T10:00:00Z"),
                            2,
                            10,
                            20,
                            30));
        }
    }

    private static final class OneRoute implements SignalRoute {
        @Override
        public String name() {
            return "smpp test";
        }

        @Override
        public SignalChannel channel() {
            return SignalChannel.SMS;
        }

        @Override
        public boolean reaches(Gateway gateway) {
            return true;
        }

        @Override
        public CompletionStage<String> send(Gateway to, Octets sealed, Duration validity) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public RouteHealth health() {
            return RouteHealth.up("bound");
        }

        @Override
        public Optional<Money> cost() {
            return Optional.of(Money.parse("0.075 EUR"));
        }

        @Override
        public Optional<SignalRate> rate() {
            return Optional.of(SignalRate.parse("60/min"));
        }
    }
}
