/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.PrivateProxyStatus.Link;
import io.reveille.gateway.agent.PrivateProxyStatus.State;
import io.reveille.gateway.agent.internal.dial.LinkEvents.Traffic;
import io.reveille.protocol.ProxyAddress;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.TunnelDialException;
import io.reveille.tunnel.TunnelEnd;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one tunnel to one proxy: idle, being dialled, waiting to be dialled again, or up. Requests
 * that come while it is on its way wait for it together. All on the agent's thread, except {@link
 * #status()}.
 */
final class ProxyLink {
    private final ProxyAddress address;
    private final LinkContext context;
    private final AgentThread agent;
    private final Deque<DialRequest> waiting = new ArrayDeque<>();
    private final Set<UpTunnel> live = new HashSet<>();
    private Optional<UpTunnel> up = Optional.empty();
    private Optional<Future<?>> retry = Optional.empty();
    private boolean dialling;
    private boolean closed;
    private int failures;
    private volatile View view = new View(State.WAITING, Instant.now(), 0, Optional.empty(), "");

    private record View(
            State state, Instant since, int waiting, Optional<GatewayTunnel> tunnel, String why) {}

    ProxyLink(ProxyAddress address, LinkContext context, AgentThread agent) {
        this.address = address;
        this.context = context;
        this.agent = agent;
    }

    /** Whether this is the link to that proxy, by either of its addresses. */
    boolean leadsTo(ProxyAddress other) {
        return !Collections.disjoint(address.endpoints(), other.endpoints());
    }

    /** Whether there is nothing to keep it for. */
    boolean isIdle() {
        return up.isEmpty() && !dialling && waiting.isEmpty();
    }

    void request(DialRequest request) {
        boolean served = up.filter(tunnel -> tunnel.serves(request)).isPresent();
        if (served || dialling) {
            context.events().merged(request);
        }
        if (served) {
            return;
        }
        waiting.addLast(request);
        if (waiting.size() > context.limits().waiting()) {
            context.events().abandoned(waiting.removeFirst(), "too many requests were waiting");
        }
        if (!dialling) {
            failures = 0;
            attempt();
        }
        show(view.why);
    }

    private void attempt() {
        retry.ifPresent(timer -> timer.cancel(false));
        retry = Optional.empty();
        long now = System.nanoTime();
        waiting.removeIf(request -> request.leftNanos(now) <= 0 && giveUp(request));
        if (waiting.isEmpty() || closed) {
            show(view.why);
            return;
        }
        Duration wait = context.dials().take(now);
        if (!wait.isZero()) {
            attemptAfter(wait, "the dial budget is used up");
            return;
        }
        DialRequest request = waiting.getLast();
        List<InetSocketAddress> endpoints = address.endpoints();
        InetSocketAddress proxy = endpoints.get(failures % endpoints.size());
        dialling = true;
        show("");
        context.events().dialling(request, proxy);
        DialOrder order =
                new DialOrder(
                        proxy,
                        context.serverName().apply(failures / endpoints.size()),
                        request.credential(),
                        request.acceptedNanos(),
                        request.isAgain()
                                ? Optional.empty()
                                : context.services()
                                        .onlyServiceOn(request.granted().request().servicePort()));
        CountedServices services = new CountedServices(context.services());
        context.dialler()
                .dial(request, order, services)
                .whenComplete(
                        (tunnel, failure) -> {
                            if (tunnel == null) {
                                agent.run(() -> failed(request, proxy, failure));
                            } else if (!agent.run(
                                    () -> succeeded(request, proxy, services, tunnel))) {
                                tunnel.close();
                            }
                        });
    }

    private boolean giveUp(DialRequest request) {
        String why = view.why.isEmpty() ? "" : ": " + view.why;
        context.events().abandoned(request, "its validity is over" + why);
        return true;
    }

    private void succeeded(
            DialRequest request,
            InetSocketAddress proxy,
            CountedServices services,
            GatewayTunnel tunnel) {
        dialling = false;
        if (closed) {
            tunnel.close();
            return;
        }
        UpTunnel fresh = UpTunnel.of(tunnel, request, proxy, services, context.clock());
        up.ifPresent(old -> old.tunnel().drain());
        up = Optional.of(fresh);
        live.add(fresh);
        failures = 0;
        waiting.clear();
        context.events().up(request, proxy);
        show("");
        tunnel.ended().thenAccept(end -> agent.run(() -> ended(fresh, end)));
    }

    private void failed(DialRequest request, InetSocketAddress proxy, Throwable failure) {
        dialling = false;
        failures++;
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String why = String.valueOf(cause.getMessage());
        context.events().dialFailed(request, proxy, why);
        if (closed) {
            return;
        }
        boolean refused =
                cause instanceof TunnelDialException dial
                        && dial.stage() == TunnelDialException.Stage.UPGRADE
                        && request.refusedByProxy();
        if (refused && waiting.remove(request)) {
            context.events().abandoned(request, "the proxy does not take it: " + why);
        }
        int endpoints = address.endpoints().size();
        boolean otherAddress = failures % endpoints != 0;
        attemptAfter(
                otherAddress
                        ? Duration.ZERO
                        : context.backoff()
                                .after(failures / endpoints, ThreadLocalRandom.current()),
                why);
    }

    private void attemptAfter(Duration wait, String why) {
        long now = System.nanoTime();
        long longest =
                waiting.stream().mapToLong(request -> request.leftNanos(now)).max().orElse(0);
        show(why);
        retry =
                Optional.of(
                        agent.runAfter(
                                Duration.ofNanos(Math.min(wait.toNanos(), longest)),
                                this::attempt));
    }

    private void ended(UpTunnel tunnel, TunnelEnd end) {
        context.events()
                .ended(
                        tunnel.openedBy(),
                        tunnel.proxy(),
                        end,
                        Duration.ofNanos(System.nanoTime() - tunnel.upNanos()),
                        new Traffic(
                                tunnel.tunnel().octetsUp(),
                                tunnel.tunnel().octetsDown(),
                                tunnel.services().summary()));
        live.remove(tunnel);
        tunnel.recorded().complete(null);
        if (up.equals(Optional.of(tunnel))) {
            up = Optional.empty();
            show(end.detail());
            if (end.reason() == TunnelEnd.Reason.LOST && tunnel.tunnel().cutStreams() > 0) {
                dialAgain(tunnel, end.detail());
            }
        }
    }

    /**
     * Clients were cut and may well come back: a new tunnel should be there for them. The first
     * attempt waits a random moment too, since whole fleets lose their tunnels together.
     */
    private void dialAgain(UpTunnel lost, String why) {
        long now = System.nanoTime();
        Instant at = lost.upAt().plusNanos(now - lost.upNanos());
        if (closed || dialling || !waiting.isEmpty()) {
            return;
        }
        lost.openedBy()
                .again(at, now)
                .ifPresent(
                        request -> {
                            waiting.addLast(request);
                            failures = 0;
                            attemptAfter(
                                    context.backoff().after(1, ThreadLocalRandom.current()), why);
                        });
    }

    /**
     * Ends the tunnel and forgets what is waiting.
     *
     * @return completes when all ends have been told
     */
    CompletableFuture<Void> close() {
        closed = true;
        retry.ifPresent(timer -> timer.cancel(false));
        waiting.forEach(request -> context.events().abandoned(request, "the gateway is stopping"));
        waiting.clear();
        live.forEach(tunnel -> tunnel.tunnel().close());
        return CompletableFuture.allOf(
                live.stream().map(UpTunnel::recorded).toArray(CompletableFuture<?>[]::new));
    }

    private void show(String why) {
        State state = up.isPresent() ? State.UP : dialling ? State.DIALLING : State.WAITING;
        Instant since = state == view.state ? view.since : Instant.now();
        view = new View(state, since, waiting.size(), up.map(UpTunnel::tunnel), why);
    }

    /** What there is now; may be called on any thread. */
    Link status() {
        View now = view;
        return new Link(
                address.toString(),
                now.state,
                now.since,
                now.waiting,
                now.tunnel.map(GatewayTunnel::openStreams).orElse(0),
                now.tunnel.map(GatewayTunnel::octetsUp).orElse(0L),
                now.tunnel.map(GatewayTunnel::octetsDown).orElse(0L),
                now.tunnel.map(GatewayTunnel::octetsHeld).orElse(0L),
                now.why);
    }
}
