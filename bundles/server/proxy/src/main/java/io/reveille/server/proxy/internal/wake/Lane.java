/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what is sent next, and when: one request after the other, by the first of the routes that
 * was tried least and is not held back. Knows neither clocks nor threads; times are those of {@link
 * System#nanoTime()}.
 */
final class Lane {
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final Limits limits;
    private final Map<String, Tries> tries = new HashMap<>();
    private Optional<SignalRoute> last = Optional.empty();
    private Optional<Long> quietUntil = Optional.empty();
    private int sent;

    /**
     * How much is sent.
     *
     * @param patience how long the first request is waited for; doubles with each
     * @param most requests that the next hop took, or did not answer to
     */
    record Limits(Duration patience, int most) {}

    /** What is to be done. */
    sealed interface Step {}

    /** A fresh request by this route. */
    record Send(SignalRoute route) implements Step {}

    /** Ask again then, or when there is news. */
    record Wait(long until) implements Step {}

    /** Nothing more will be sent. */
    record Over() implements Step {}

    private static final class Tries {
        private int count;
        private boolean ended;
        private boolean pending;
        private Optional<Long> heldUntil = Optional.empty();

        private boolean isHeld(long now) {
            return heldUntil.filter(until -> until - now > 0).isPresent();
        }
    }

    Lane(Limits limits) {
        this.limits = limits;
    }

    Step next(List<SignalRoute> routes, long now) {
        if (quietUntil.filter(until -> until - now > 0).isPresent()) {
            return new Wait(quietUntil.get());
        }
        List<SignalRoute> open = routes.stream().filter(route -> !of(route).ended).toList();
        if (open.isEmpty() || sent == limits.most()) {
            return new Over();
        }
        Optional<SignalRoute> best = Optional.empty();
        long soonest = Long.MAX_VALUE;
        for (SignalRoute route : open) {
            Tries own = of(route);
            if (own.pending) {
                soonest = Math.min(soonest, limits.patience().toNanos());
            } else if (own.isHeld(now)) {
                soonest = Math.min(soonest, own.heldUntil.orElse(now) - now);
            } else if (best.isEmpty() || own.count < of(best.get()).count) {
                best = Optional.of(route);
            }
        }
        long wait = soonest;
        return best.<Step>map(Send::new).orElseGet(() -> new Wait(now + wait));
    }

    /** A request is on its way to the route's next hop. */
    void sent(SignalRoute route, long now) {
        of(route).count++;
        of(route).pending = true;
        last = Optional.of(route);
        sent++;
        waitFor(now);
    }

    /** The next hop has it: now the gateway is given time. */
    void accepted(SignalRoute route, long now) {
        of(route).pending = false;
        if (isLast(route)) {
            waitFor(now);
        }
    }

    /** The next hop did not take it. */
    void failed(SignalRoute route, long now, boolean passing) {
        of(route).pending = false;
        if (passing) {
            hold(route, now, pause(SHORTEST_HOLD, of(route).count - 1));
        } else {
            end(route);
        }
        if (isLast(route)) {
            sent--;
            goOn();
        }
    }

    /** The network has told that it will not arrive: no need to wait for the gateway. */
    void undelivered(SignalRoute route, long now) {
        hold(route, now, pause(SHORTEST_HOLD, of(route).count));
        if (isLast(route)) {
            goOn();
        }
    }

    /** Nothing by this route for a while. */
    void hold(SignalRoute route, long now, Duration pause) {
        of(route).heldUntil = Optional.of(now + pause.toNanos());
    }

    /** Nothing by this route any more. */
    void end(SignalRoute route) {
        of(route).ended = true;
    }

    private void waitFor(long now) {
        quietUntil = Optional.of(now + pause(limits.patience(), sent - 1).toNanos());
    }

    private void goOn() {
        last = Optional.empty();
        quietUntil = Optional.empty();
    }

    private boolean isLast(SignalRoute route) {
        return last.filter(route::equals).isPresent();
    }

    private Tries of(SignalRoute route) {
        return tries.computeIfAbsent(route.name(), name -> new Tries());
    }

    private static Duration pause(Duration first, int doublings) {
        return first.multipliedBy(1L << Math.max(0, Math.min(doublings, MOST_DOUBLINGS)));
    }
}
