/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.Msisdn;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.internal.wake.RouteLimits;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Tests of routes, kept for a while. */
public final class RouteTests implements RouteTrials {
    private static final int MOST_KEPT = 100;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    final AccessRequests requests;
    final Signalling signalling;
    final SignalBudget budget;
    final RouteLimits limits;
    final ScheduledExecutorService timer;
    final Executor work;
    private final Registry registry;
    private final LiveTunnels tunnels;
    private final Map<String, RouteTest> tests = new LinkedHashMap<>();

    public RouteTests(
            Registry registry,
            AccessRequests requests,
            LiveTunnels tunnels,
            Signalling signalling,
            SignalBudget budget,
            RouteLimits limits,
            ScheduledExecutorService timer,
            Executor work) {
        this.registry = registry;
        this.requests = requests;
        this.tunnels = tunnels;
        this.signalling = signalling;
        this.budget = budget;
        this.limits = limits;
        this.timer = timer;
        this.work = work;
    }

    @Override
    public Trial begin(String routeName, String number, Duration patience) {
        if (patience.toSeconds() < 1 || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a test's patience is 1 to 900 s, not " + patience.toSeconds());
        }
        String whom = Msisdn.parse(number).toString();
        SignalRoute route = route(routeName);
        Optional<Gateway> gateway =
                registry.gateways().stream()
                        .filter(g -> g.status() == GatewayStatus.ACTIVE)
                        .filter(g -> g.msisdn().filter(whom::equals).isPresent())
                        .findFirst();
        gateway.map(Gateway::id).ifPresent(this::requireAsleep);
        RouteTest test =
                new RouteTest(this, UUID.randomUUID().toString(), route, whom, gateway, patience);
        synchronized (tests) {
            if (tests.values().stream().anyMatch(t -> t.isRunning() && t.isFor(whom))) {
                throw new IllegalStateException("a test with " + whom + " is going on already");
            }
            tests.keySet().stream()
                    .limit(Math.max(0, tests.size() + 1 - MOST_KEPT))
                    .toList()
                    .forEach(tests::remove);
            tests.put(test.trial().id(), test);
        }
        work.execute(test::begin);
        return test.trial();
    }

    @Override
    public Optional<Trial> trial(String id) {
        synchronized (tests) {
            return Optional.ofNullable(tests.get(id)).map(RouteTest::trial);
        }
    }

    private void requireAsleep(String gatewayId) {
        if (tunnels.open(gatewayId).isPresent()) {
            throw new IllegalStateException(
                    "gateway %s has its tunnel up, so that nothing shows what arrives: wait until it is idle"
                            .formatted(gatewayId));
        }
    }

    private SignalRoute route(String name) {
        List<SignalRoute> all =
                signalling.routes().get().stream()
                        .filter(route -> route.channel() == SignalChannel.SMS)
                        .filter(route -> name.isEmpty() || route.name().equals(name))
                        .toList();
        if (all.isEmpty()) {
            throw new NoSuchElementException(
                    name.isEmpty()
                            ? "there is no route for short messages"
                            : "there is no route for short messages named '" + name + "'");
        }
        if (all.size() > 1) {
            throw new IllegalArgumentException(
                    "there are several routes, name one of "
                            + all.stream().map(SignalRoute::name).toList());
        }
        return all.get(0);
    }
}
