/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.RouteBook.Finding;
import io.reveille.server.registry.RouteTrials.Result;
import io.reveille.server.registry.RouteTrials.Trial;
import io.reveille.server.registry.SignalBudget;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.UnsentException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One test of one route. */
final class RouteTest {
    private static final Logger LOG = LoggerFactory.getLogger(RouteTest.class);
    private static final int MOST_NOTES = 32;
    private static final String SOURCE = "route test";

    /** Begins like no access request, and has in it what routes are known to change. */
    private static final Octets PROBE = Octets.fromHex("526576000a0d1a1b2440405b7f80a0c3e9ff");

    private final RouteTests tests;
    private final String id;
    private final SignalRoute route;
    private final String number;
    private final Optional<Gateway> gateway;
    private final Duration patience;
    private final List<String> notes = new ArrayList<>();
    private Result result = Result.RUNNING;
    private boolean textSent;

    RouteTest(
            RouteTests tests,
            String id,
            SignalRoute route,
            String number,
            Optional<Gateway> gateway,
            Duration patience) {
        this.tests = tests;
        this.id = id;
        this.route = route;
        this.number = number;
        this.gateway = gateway;
        this.patience = patience;
    }

    synchronized Trial trial() {
        return new Trial(id, route.name(), number, result, notes);
    }

    synchronized boolean isRunning() {
        return result == Result.RUNNING;
    }

    boolean isFor(String whom) {
        return number.equals(whom);
    }

    void begin() {
        if (gateway.isPresent()) {
            note("gateway " + gateway.get().id() + " has this number: a tunnel shows what arrives");
            send(true);
        } else {
            note("no enrolled gateway has this number: look at what arrives there");
            note(
                    "there must be 8-bit data for port 16000 with the octets "
                            + PROBE.hex()
                            + "; if they differ, or nothing comes, set the route to text");
            whenAllowed(
                    () ->
                            sent(
                                    route.probe(
                                            number,
                                            PROBE,
                                            true,
                                            patience,
                                            news -> note(news.text())),
                                    true));
        }
    }

    /** At once, or when the route's rate lets another message through, if that is soon enough. */
    private void whenAllowed(Runnable sending) {
        long wait = tests.limits.take(route, System.nanoTime());
        if (wait == 0) {
            sending.run();
            return;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(wait) + 1;
        String why = "the route's rate is used up, it may send again in " + seconds + " s";
        if (wait > patience.toNanos()) {
            end(Result.FAILED, "not sent: " + why);
            return;
        }
        note(why);
        schedule(() -> whenAllowed(sending), Duration.ofNanos(wait));
    }

    private void send(boolean binary) {
        whenAllowed(() -> submit(binary));
    }

    private void submit(boolean binary) {
        SignalBudget.Order order = new SignalBudget.Order(gateway.orElseThrow(), route, SOURCE);
        try {
            Optional<SignalBudget.Refusal> refusal = tests.budget.refusal(order);
            if (refusal.isPresent()) {
                end(Result.FAILED, refusal.get().toString());
                return;
            }
            Octets sealed =
                    tests.requests.seal(
                            gateway.get(), 0, SignalChannel.SMS, patience, () -> arrived(binary));
            sent(route.probe(number, sealed, binary, patience, news -> note(news.text())), binary);
        } catch (RuntimeException e) {
            end(Result.FAILED, "not sent: " + e.getMessage());
        }
    }

    private void sent(CompletionStage<String> sending, boolean binary) {
        CompletionStage<String> unused =
                sending.whenComplete(
                        (accepted, failure) -> {
                            String form = binary ? "octets: " : "text: ";
                            if (failure == null) {
                                note(form + accepted);
                                count();
                            } else {
                                Throwable cause =
                                        failure instanceof CompletionException
                                                        && failure.getCause() != null
                                                ? failure.getCause()
                                                : failure;
                                note(form + "not sent: " + cause.getMessage());
                                refund(cause);
                            }
                            if (gateway.isPresent()) {
                                later(binary, failure == null ? patience : Duration.ZERO);
                            } else {
                                end(failure == null ? Result.SENT : Result.FAILED, "");
                            }
                        });
    }

    private void refund(Throwable cause) {
        if (cause instanceof UnsentException && gateway.isPresent()) {
            tests.work.execute(
                    () ->
                            tests.budget.refund(
                                    new SignalBudget.Order(gateway.get(), route, SOURCE)));
        }
    }

    private void later(boolean binary, Duration pause) {
        schedule(() -> timeUp(binary), pause);
    }

    private void schedule(Runnable task, Duration pause) {
        try {
            Future<?> unused =
                    tests.timer.schedule(
                            () -> tests.work.execute(task),
                            pause.toMillis() + 1,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            end(Result.FAILED, "the server is stopping");
        }
    }

    private void timeUp(boolean binary) {
        synchronized (this) {
            if (result != Result.RUNNING || (binary && textSent)) {
                return;
            }
            textSent = true;
        }
        if (binary) {
            note("no tunnel by octets; now as text");
            send(false);
        } else {
            end(Result.NOTHING, "no tunnel by text either: is the gateway on, and in coverage?");
        }
    }

    /** The gateway has dialled in with what was in this message. */
    private void arrived(boolean binary) {
        String text =
                "gateway %s took %s"
                        .formatted(
                                gateway.map(Gateway::id).orElse(""),
                                binary ? "octets" : "text, and no octets before");
        if (end(binary ? Result.BINARY : Result.TEXT, text)) {
            tests.signalling.book().found(route.name(), new Finding(binary, Instant.now(), text));
        }
    }

    private void count() {
        try {
            tests.signalling.book().sent(route.name(), route.cost());
        } catch (RuntimeException e) {
            LOG.error("a message by {} could not be counted", route.name(), e);
        }
    }

    private synchronized boolean end(Result how, String why) {
        if (result != Result.RUNNING) {
            return false;
        }
        result = how;
        if (!why.isEmpty()) {
            note(why);
        }
        return true;
    }

    private synchronized void note(String text) {
        if (notes.size() < MOST_NOTES) {
            notes.add(text);
        }
    }
}
