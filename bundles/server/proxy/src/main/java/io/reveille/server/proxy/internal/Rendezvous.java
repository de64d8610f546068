/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.Step;
import io.reveille.protocol.StepAges;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.proxy.internal.wake.WakeRun;
import io.reveille.server.proxy.internal.wake.WakeService;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.WakeOrder;
import io.reveille.server.registry.WakePolicy;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Brings clients and tunnels together. A gateway whose tunnel is up serves at once. Otherwise it is
 * woken, once for all clients that come meanwhile, and they wait, for a limited time and in limited
 * number.
 */
public final class Rendezvous {

    private static final int RESUMING_SECONDS = 4;

    private final ProxyOptions options;
    private final Registry registry;
    private final AccessRequests requests;
    private final WakeService signals;
    private final LiveTunnels tunnels;
    private final Resumptions resumptions;
    private final ScheduledExecutorService timer;
    private final Executor work;
    private final Map<String, Wakeup> wakeups = new HashMap<>();

    public Rendezvous(
            ProxyOptions options,
            Registry registry,
            AccessRequests requests,
            WakeService signals,
            LiveTunnels tunnels,
            Resumptions resumptions,
            ScheduledExecutorService timer,
            Executor work) {
        this.options = options;
        this.registry = registry;
        this.requests = requests;
        this.signals = signals;
        this.tunnels = tunnels;
        this.resumptions = resumptions;
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
                    begun = Optional.of(begin(call, options.rendezvousTimeout()));
                } else if (under.size() < options.mostWaiting()) {
                    under.join(call);
                } else {
                    full = true;
                }
            }
        }
        up.ifPresent(call.tunnel()::complete);
        begun.ifPresent(wakeup -> startOrWait(gatewayId, wakeup));
        if (full) {
            fail(call, Outcome.REFUSED, "too many clients wait for this gateway already");
        }
    }

    private Wakeup begin(ServiceCall call, Duration time) {
        Wakeup wakeup = new Wakeup();
        wakeup.join(call);
        wakeups.put(call.gatewayId(), wakeup);
        wakeup.timeout(
                timer.schedule(
                        () -> giveUp(call.gatewayId(), wakeup, time),
                        time.toMillis(),
                        TimeUnit.MILLISECONDS));
        return wakeup;
    }

    /** A gateway that has just lost its tunnel gets a moment to dial again before it is woken. */
    private void startOrWait(String gatewayId, Wakeup wakeup) {
        if (resumptions.isExpected(gatewayId)) {
            var unused =
                    timer.schedule(
                            () -> start(gatewayId, wakeup), RESUMING_SECONDS, TimeUnit.SECONDS);
        } else {
            start(gatewayId, wakeup);
        }
    }

    private void start(String gatewayId, Wakeup wakeup) {
        if (!isGoingOn(gatewayId, wakeup)) {
            return;
        }
        try {
            work.execute(() -> wake(gatewayId, wakeup));
        } catch (RejectedExecutionException e) {
            end(gatewayId, wakeup, Outcome.REFUSED, "the proxy has too much to do");
        }
    }

    private void giveUp(String gatewayId, Wakeup wakeup, Duration time) {
        Optional<WakeRun> run;
        synchronized (this) {
            run = wakeup.run();
        }
        Optional<String> unsent = run.flatMap(WakeRun::timeUp);
        end(
                gatewayId,
                wakeup,
                unsent.isPresent() ? Outcome.SIGNAL_FAILED : Outcome.GATEWAY_UNREACHABLE,
                unsent.orElse("no tunnel came within " + time.toSeconds() + " s"));
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
        WakeRun run =
                signals.wake(
                        by(wakeup, gateway.get()),
                        options.rendezvousTimeout(),
                        new WaitingClients(this, gateway.get(), wakeup, requests));
        synchronized (this) {
            if (wakeups.get(gatewayId) == wakeup) {
                wakeup.run(run);
                return;
            }
        }
        run.stop(); // it was over before it had begun
    }

    /** The gateway, to be reached by one channel alone where that was asked for. */
    private synchronized Gateway by(Wakeup wakeup, Gateway gateway) {
        return wakeup.first()
                .flatMap(ServiceCall::by)
                .map(channel -> new WakePolicy(List.of(channel), WakeOrder.CHEAPEST))
                .map(only -> gateway.reach().with(Optional.of(only)))
                .map(gateway::with)
                .orElse(gateway);
    }

    /**
     * Waits for a tunnel that others bring up: until then, or the time is over, nothing is sent to
     * this gateway for any client. Joins what is going on already.
     */
    void expect(ServiceCall call, Duration time) {
        Optional<ProxyTunnel> up;
        synchronized (this) {
            up = tunnels.open(call.gatewayId());
            Wakeup under = wakeups.get(call.gatewayId());
            if (up.isEmpty() && under != null) {
                under.join(call);
            } else if (up.isEmpty()) {
                begin(call, time);
            }
        }
        up.ifPresent(call.tunnel()::complete);
    }

    /** The client for whose sake the next request is sent; a wake for no one ends here. */
    synchronized Optional<ServiceCall> first(String gatewayId, Wakeup wakeup) {
        Optional<ServiceCall> first = wakeup.first();
        if (first.isEmpty() && wakeups.remove(gatewayId, wakeup)) {
            wakeup.end();
        }
        return first;
    }

    /**
     * Whether the gateway is still to be woken. A request that was made before this says no must
     * not be sent: its tunnel would be a second one.
     */
    synchronized boolean isGoingOn(String gatewayId, Wakeup wakeup) {
        return wakeups.get(gatewayId) == wakeup;
    }

    /** Step D, also while the clients are served already. */
    synchronized void signalled(Wakeup wakeup, String detail) {
        wakeup.signalled(detail);
    }

    /** A tunnel has come up (step H); the ages of D and G are the gateway's. */
    void arrived(TunnelRequest request, ProxyTunnel tunnel) {
        String gatewayId = request.commonName();
        List<ServiceCall> served;
        synchronized (this) {
            tunnels.add(gatewayId, tunnel, request.remote());
            requests.forget(gatewayId); // those made since its own was redeemed
            Wakeup wakeup = wakeups.remove(gatewayId);
            served = wakeup == null ? List.of() : wakeup.end();
        }
        signals.answered(gatewayId);
        boolean byItself = resumptions.isResumed(gatewayId, request.credential());
        StepAges ages = StepAges.parse(byItself ? "" : request.steps());
        String up = byItself ? "tunnel up, which the gateway dialled again by itself" : "tunnel up";
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
            call.session().step(Step.H, up);
            call.tunnel().complete(tunnel);
        }
    }

    void end(String gatewayId, Wakeup wakeup, Outcome outcome, String reason) {
        end(gatewayId, wakeup, new UnservedException(outcome, reason));
    }

    void end(String gatewayId, Wakeup wakeup, UnservedException why) {
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
