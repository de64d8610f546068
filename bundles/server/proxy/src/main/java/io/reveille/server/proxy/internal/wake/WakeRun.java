/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.crypto.Octets;
import io.reveille.server.proxy.internal.wake.Lane.Send;
import io.reveille.server.proxy.internal.wake.Lane.Wait;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalNews;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.UnsentException;
import io.reveille.server.registry.WakePolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gateway is woken: fresh requests by the routes of its policy, until it dials in or no one
 * waits any more. All decisions are taken one at a time.
 */
public final class WakeRun {
    private static final Logger LOG = LoggerFactory.getLogger(WakeRun.class);

    /** A repeated request needs at least so much time to be worth it, or a quarter of it all. */
    private static final Duration LEAST_LEFT = Duration.ofSeconds(5);

    private final WakeService service;
    private final Gateway gateway;
    private final WakePolicy policy;
    private final long deadline;
    private final long leastLeft;
    private final Waiters waiters;
    private final SerialTasks tasks;
    private final Map<Way, Optional<Future<?>>> ways = new HashMap<>();
    private volatile boolean stopped;
    private volatile boolean accepted;
    private volatile String lastFailure = "";
    private int sent;
    private int unanswered;

    WakeRun(WakeService service, Gateway gateway, Duration time, Waiters waiters) {
        this.service = service;
        this.gateway = gateway;
        this.policy = gateway.wake().orElse(service.options.policy());
        this.deadline = System.nanoTime() + time.toNanos();
        this.leastLeft = Math.min(LEAST_LEFT.toNanos(), time.toNanos() / 4);
        this.waiters = waiters;
        this.tasks = new SerialTasks(service.work);
    }

    /** Nothing more is sent. */
    public void stop() {
        stopped = true;
        tasks.execute(
                () -> {
                    ways.values().forEach(timer -> timer.ifPresent(t -> t.cancel(false)));
                    ways.clear();
                });
    }

    /** Nothing more is sent: time is up. Returns why no request went out, if none did. */
    public Optional<String> timeUp() {
        stop();
        if (accepted) {
            service.unanswered(gateway.id());
            return Optional.empty();
        }
        return Optional.of(lastFailure).filter(text -> !text.isEmpty());
    }

    void begin() {
        tasks.execute(
                () -> {
                    Lane.Limits limits =
                            new Lane.Limits(service.options.patience(), service.options.attempts());
                    Way.of(routes(), policy, limits)
                            .forEach(way -> ways.put(way, Optional.empty()));
                    if (ways.isEmpty()) {
                        nothingToTry();
                    }
                    List.copyOf(ways.keySet()).forEach(this::advance);
                });
    }

    private void nothingToTry() {
        Duration left = service.coolDown.left(gateway.id(), System.nanoTime());
        if (left.isZero()) {
            waiters.over(
                    Outcome.SIGNAL_FAILED,
                    "no channel reaches this gateway: configure one, such as SMPP, or see 'reveille signal' for what is wrong");
        } else {
            waiters.over(
                    Outcome.REFUSED,
                    "the gateway has not answered several times: no message that costs for %d s"
                            .formatted(left.toSeconds() + 1));
        }
    }

    private List<SignalRoute> routes() {
        boolean cooling = !service.coolDown.left(gateway.id(), System.nanoTime()).isZero();
        List<SignalRoute> usable =
                service.signalling.routes().get().stream()
                        .filter(route -> route.reaches(gateway))
                        .filter(route -> !cooling || RouteOrder.isFree(route))
                        .toList();
        return RouteOrder.sorted(usable, policy);
    }

    private void advance(Way way) {
        while (!stopped && ways.containsKey(way)) {
            long now = System.nanoTime();
            Lane.Step step = way.next(routes(), now);
            if (step instanceof Wait wait && wait.until() - deadline < 0) {
                later(way, wait.until() - now);
                return;
            }
            if (step instanceof Wait && (accepted || unanswered > 0)) {
                return; // news may still come
            }
            boolean late = sent > 0 && deadline - now < leastLeft;
            if (step instanceof Send send && !late) {
                send(way, send.route(), now);
            } else {
                ways.remove(way);
                endIfHopeless();
            }
        }
    }

    private void later(Way way, long nanos) {
        try {
            Optional<Future<?>> before =
                    ways.put(
                            way,
                            Optional.of(
                                    service.timer.schedule(
                                            () -> tasks.execute(() -> advance(way)),
                                            nanos,
                                            TimeUnit.NANOSECONDS)));
            if (before != null) {
                before.ifPresent(timer -> timer.cancel(false));
            }
        } catch (RejectedExecutionException e) {
            stopped = true; // the proxy is closing
        }
    }

    private void send(Way way, SignalRoute route, long now) {
        Optional<String> source = waiters.source();
        if (source.isEmpty()) {
            stopped = true;
            return;
        }
        long wait = service.limits.take(route, now);
        if (wait > 0) {
            way.lane().hold(route, now, Duration.ofNanos(wait));
            note(route, "not sent: its rate is used up", "wait " + seconds(wait) + " s");
            return;
        }
        Octets sealed;
        Duration left = Duration.ofSeconds(Math.max(1, seconds(deadline - now)));
        SignalBudget.Order order = new SignalBudget.Order(gateway, route, source.get());
        try {
            Optional<SignalBudget.Refusal> refusal = service.budget.refusal(order);
            if (refusal.isPresent()) {
                refused(refusal.get());
                return;
            }
            sealed = waiters.seal(route.channel(), left);
        } catch (RuntimeException e) {
            way.lane().end(route);
            if (!stopped) {
                note(route, "not sent", String.valueOf(e.getMessage()));
            }
            return;
        }
        sent++;
        unanswered++;
        way.lane().sent(route, now);
        waiters.told(route.name() + ": submitted, request " + sent);
        submit(way, order, sealed, left);
    }

    private void submit(Way way, SignalBudget.Order order, Octets sealed, Duration left) {
        SignalRoute route = order.by();
        try {
            CompletionStage<String> unused =
                    route.send(
                                    gateway,
                                    sealed,
                                    left,
                                    news -> tasks.execute(() -> news(way, route, news)))
                            .whenComplete(
                                    (result, failure) ->
                                            tasks.execute(
                                                    () -> answered(way, order, result, failure)));
        } catch (RuntimeException e) {
            tasks.execute(() -> answered(way, order, null, e));
        }
    }

    private static long seconds(long nanos) {
        return (nanos + 999_999_999) / 1_000_000_000;
    }

    /** Those who wait go, unless a request is on its way already; it is the last one then. */
    private void refused(SignalBudget.Refusal refusal) {
        ways.clear();
        if (sent == 0) {
            stopped = true;
            waiters.over(refusal);
        } else {
            lastFailure = refusal.toString();
            waiters.told("no further request: " + lastFailure);
            endIfHopeless();
        }
    }

    private void answered(
            Way way,
            SignalBudget.Order order,
            @Nullable String result,
            @Nullable Throwable failure) {
        SignalRoute route = order.by();
        unanswered--;
        long now = System.nanoTime();
        if (failure == null) {
            accepted = true;
            way.lane().accepted(route, now);
            waiters.told(route.name() + ": " + result);
            count(route);
        } else {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
            way.lane().failed(route, now, isPassing(cause));
            if (cause instanceof UnsentException) {
                refund(order);
            }
            note(route, "not sent", String.valueOf(cause.getMessage()));
        }
        advance(way);
        endIfHopeless();
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof UnsentException unsent
                ? !unsent.isLasting()
                : cause instanceof IOException;
    }

    private void refund(SignalBudget.Order order) {
        try {
            service.budget.refund(order);
        } catch (RuntimeException e) {
            LOG.error("a message that was not sent stays charged", e);
        }
    }

    private void news(Way way, SignalRoute route, SignalNews news) {
        waiters.told(route.name() + ": " + news.text());
        if (news.state() == SignalNews.State.FAILED) {
            way.lane().undelivered(route, System.nanoTime());
            advance(way);
        }
    }

    private void note(SignalRoute route, String what, String why) {
        lastFailure = route.name() + ": " + what + ": " + why;
        waiters.told(lastFailure);
    }

    private void count(SignalRoute route) {
        try {
            service.signalling.book().sent(route.name(), route.cost());
        } catch (RuntimeException e) {
            LOG.error("a message by {} could not be counted", route.name(), e);
        }
    }

    private void endIfHopeless() {
        if (!stopped && ways.isEmpty() && !accepted && unanswered == 0) {
            stopped = true;
            waiters.over(Outcome.SIGNAL_FAILED, lastFailure);
        }
    }
}
