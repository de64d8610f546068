/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.Step;
import io.reveille.protocol.StepAges;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalRoute;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRequest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Brings clients and tunnels together. A gateway whose tunnel is up serves at once. Otherwise it is
 * woken, once for all clients that come meanwhile, and they wait, for a limited time and in limited
 * number.
 */
public final class Rendezvous {

    private final ProxyOptions options;
    private final Registry registry;
    private final AccessRequests requests;
    private final SignalBudget budget;
    private final Supplier<List<SignalRoute>> routes;
    private final LiveTunnels tunnels;
    private final ScheduledExecutorService timer;
    private final Executor work;
    private final Map<String, Wakeup> wakeups = new HashMap<>();

    public Rendezvous(
            ProxyOptions options,
            Registry registry,
            AccessRequests requests,
            SignalBudget budget,
            Supplier<List<SignalRoute>> routes,
            LiveTunnels tunnels,
            ScheduledExecutorService timer,
            Executor work) {
        this.options = options;
        this.registry = registry;
        this.requests = requests;
        this.budget = budget;
        this.routes = routes;
        this.tunnels = tunnels;
        this.timer = timer;
        this.work = work;
    }

    /**
     * Finds a tunnel for a client, or has one brought up; the call's future tells. Does not block.
     */
    void find(ServiceCall call) {
        String gatewayId = call.gatewayId();
        Optional<ProxyTunnel> up;
        Optional<Wakeup> begun = Optional.empty();
        boolean full = false;
        synchronized (this) {
            up = tunnels.open(gatewayId);
            if (up.isEmpty()) {
                Wakeup under = wakeups.get(gatewayId);
                if (under == null) {
                    begun = Optional.of(begin(call));
                } else if (under.size() < options.mostWaiting()) {
                    under.join(call);
                } else {
                    full = true;
                }
            }
        }
        up.ifPresent(call.tunnel()::complete);
        begun.ifPresent(wakeup -> start(gatewayId, wakeup));
        if (full) {
            fail(call, Outcome.REFUSED, "too many clients wait for this gateway already");
        }
    }

    private Wakeup begin(ServiceCall call) {
        Wakeup wakeup = new Wakeup();
        wakeup.join(call);
        wakeups.put(call.gatewayId(), wakeup);
        wakeup.timeout(
                timer.schedule(
                        () -> giveUp(call.gatewayId(), wakeup),
                        options.rendezvousTimeout().toMillis(),
                        TimeUnit.MILLISECONDS));
        return wakeup;
    }

    private void start(String gatewayId, Wakeup wakeup) {
        try {
            work.execute(() -> wake(gatewayId, wakeup));
        } catch (RejectedExecutionException e) {
            end(gatewayId, wakeup, Outcome.REFUSED, "the proxy has too much to do");
        }
    }

    private void giveUp(String gatewayId, Wakeup wakeup) {
        end(
                gatewayId,
                wakeup,
                Outcome.GATEWAY_UNREACHABLE,
                "no tunnel came within " + options.rendezvousTimeout().toSeconds() + " s");
    }

    /** A client no longer waits. An access request that has gone out cannot be called back. */
    synchronized void leave(ServiceCall call) {
        Wakeup wakeup = wakeups.get(call.gatewayId());
        if (wakeup != null) {
            wakeup.leave(call);
        }
    }

    private void wake(String gatewayId, Wakeup wakeup) {
        Optional<Gateway> gateway =
                registry.gateway(gatewayId).filter(g -> g.status() == GatewayStatus.ACTIVE);
        if (gateway.isEmpty()) {
            end(gatewayId, wakeup, Outcome.REFUSED, "the gateway is not active");
            return;
        }
        List<SignalRoute> usable =
                routes.get().stream().filter(route -> route.reaches(gateway.get())).toList();
        if (usable.isEmpty()) {
            end(
                    gatewayId,
                    wakeup,
                    Outcome.SIGNAL_FAILED,
                    "no channel reaches this gateway: configure one, such as SMPP");
            return;
        }
        send(gateway.get(), wakeup, usable.iterator());
    }

    private void send(Gateway gateway, Wakeup wakeup, Iterator<SignalRoute> usable) {
        Optional<ServiceCall> first;
        synchronized (this) {
            first = wakeup.first();
            if (first.isEmpty()) {
                wakeups.remove(gateway.id(), wakeup);
            }
        }
        if (first.isEmpty()) {
            wakeup.end();
            return;
        }
        SignalRoute route = usable.next();
        CompletionStage<String> sent;
        try {
            Optional<SignalBudget.Refusal> exhausted =
                    budget.refusal(new SignalBudget.Order(gateway, route, first.get().source()));
            if (exhausted.isPresent()) {
                end(gateway.id(), wakeup, new UnservedException(exhausted.get()));
                return;
            }
            sent =
                    route.send(
                            gateway,
                            requests.seal(
                                    gateway, first.get().service().localPort(), route.channel()),
                            requests.validity(),
                            news -> told(gateway.id(), wakeup, route.name() + ": " + news.text()));
        } catch (RuntimeException e) {
            notSent(gateway, wakeup, usable, route, e);
            return;
        }
        sent.whenComplete(
                (result, failure) -> {
                    if (failure == null) {
                        signalled(wakeup, route.name() + ": " + result);
                    } else {
                        work.execute(() -> notSent(gateway, wakeup, usable, route, failure));
                    }
                });
    }

    private synchronized void signalled(Wakeup wakeup, String detail) {
        wakeup.signalled(detail);
    }

    /** What a route learns later, such as a delivery receipt, while clients still wait. */
    private synchronized void told(String gatewayId, Wakeup wakeup, String detail) {
        if (wakeups.get(gatewayId) == wakeup) {
            wakeup.signalled(detail);
        }
    }

    private void notSent(
            Gateway gateway,
            Wakeup wakeup,
            Iterator<SignalRoute> usable,
            SignalRoute route,
            Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String detail = route.name() + ": not sent: " + cause.getMessage();
        signalled(wakeup, detail);
        if (usable.hasNext()) {
            send(gateway, wakeup, usable);
        } else {
            end(gateway.id(), wakeup, Outcome.SIGNAL_FAILED, detail);
        }
    }

    /** A tunnel has come up (step H); the ages of D and G are the gateway's. */
    void arrived(TunnelRequest request, ProxyTunnel tunnel) {
        String gatewayId = request.commonName();
        List<ServiceCall> served;
        synchronized (this) {
            tunnels.add(gatewayId, tunnel, request.remote());
            Wakeup wakeup = wakeups.remove(gatewayId);
            served = wakeup == null ? List.of() : wakeup.end();
        }
        StepAges ages = StepAges.parse(request.steps());
        for (ServiceCall call : served) {
            ages.age(Step.D)
                    .ifPresent(
                            age ->
                                    call.session()
                                            .step(
                                                    Step.D,
                                                    age,
                                                    "the gateway took the access request"));
            ages.age(Step.G)
                    .ifPresent(age -> call.session().step(Step.G, age, "from " + request.remote()));
            call.session().step(Step.H, "tunnel up");
            call.tunnel().complete(tunnel);
        }
    }

    private void end(String gatewayId, Wakeup wakeup, Outcome outcome, String reason) {
        end(gatewayId, wakeup, new UnservedException(outcome, reason));
    }

    private void end(String gatewayId, Wakeup wakeup, UnservedException why) {
        List<ServiceCall> unserved;
        synchronized (this) {
            if (!wakeups.remove(gatewayId, wakeup)) {
                return;
            }
            unserved = wakeup.end();
        }
        unserved.forEach(call -> call.tunnel().completeExceptionally(why));
    }

    private static void fail(ServiceCall call, Outcome outcome, String reason) {
        call.tunnel().completeExceptionally(new UnservedException(outcome, reason));
    }
}
