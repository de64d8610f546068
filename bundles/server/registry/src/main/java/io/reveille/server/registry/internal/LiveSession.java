/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.protocol.Step;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.SessionStep;
import io.reveille.server.registry.internal.store.SessionChange;
import io.reveille.server.registry.internal.store.SessionChange.Ending;
import io.reveille.server.registry.internal.store.SessionChange.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A session that goes on: gathers what is to be written until the writer fetches it. */
final class LiveSession implements SessionRecorder {
    /** What is more is not recorded: a session has nine steps, some of them perhaps repeatedly. */
    static final int MAX_STEPS = 64;

    private static final int MAX_TEXT = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Opening opening;
    private final long openedNanos = System.nanoTime();
    private final Consumer<LiveSession> changed;
    private final CompletableFuture<Void> written = new CompletableFuture<>();

    private final List<SessionStep> steps = new ArrayList<>();
    private int stepsFetched;
    private boolean openingFetched;
    private boolean queued;
    private long octetsUp;
    private long octetsDown;
    private Optional<Ending> ending = Optional.empty();

    /**
     * @param changed called when there is something to fetch, once until it is fetched
     */
    LiveSession(Opening opening, Consumer<LiveSession> changed) {
        this.opening = opening;
        this.changed = changed;
    }

    @Override
    public String key() {
        return opening.key();
    }

    /** How it began. */
    Opening opening() {
        return opening;
    }

    /** Has the opening written. */
    void start() {
        update(() -> {});
    }

    /** Completes when the opening is on disk. */
    CompletableFuture<Void> written() {
        return written;
    }

    @Override
    public void step(Step step, String detail) {
        step(step, Duration.ZERO, detail);
    }

    @Override
    public void step(Step step, Duration ago, String detail) {
        Duration age = Duration.ofNanos(System.nanoTime() - openedNanos);
        Duration bounded = ago.isNegative() ? Duration.ZERO : ago;
        Duration sinceOpened = bounded.compareTo(age) > 0 ? Duration.ZERO : age.minus(bounded);
        stepAt(step, opening.openedAt().plus(sinceOpened), detail);
    }

    void stepAt(Step step, Instant at, String detail) {
        update(
                () -> {
                    if (steps.size() < MAX_STEPS) {
                        steps.add(new SessionStep(step, at, clean(detail)));
                    }
                });
    }

    @Override
    public void octets(long up, long down) {
        update(
                () -> {
                    octetsUp = up;
                    octetsDown = down;
                });
    }

    @Override
    public void end(Outcome outcome, String reason) {
        if (outcome == Outcome.OPEN) {
            throw new IllegalArgumentException("a session can't end as OPEN");
        }
        Instant endedAt =
                opening.openedAt().plus(Duration.ofNanos(System.nanoTime() - openedNanos));
        update(() -> ending = Optional.of(new Ending(outcome, clean(reason), endedAt)));
    }

    /** What has not been fetched yet. */
    synchronized SessionChange fetch() {
        queued = false;
        SessionChange change =
                new SessionChange(
                        key(),
                        openingFetched ? Optional.empty() : Optional.of(opening),
                        stepsFetched,
                        steps.subList(stepsFetched, steps.size()),
                        octetsUp,
                        octetsDown,
                        ending);
        openingFetched = true;
        stepsFetched = steps.size();
        return change;
    }

    private void update(Runnable update) {
        synchronized (this) {
            if (ending.isPresent()) {
                return;
            }
            update.run();
            if (queued) {
                return;
            }
            queued = true;
        }
        changed.accept(this);
    }

    private static String clean(String text) {
        String printable = CONTROL.matcher(text).replaceAll(" ").strip();
        return printable.length() > MAX_TEXT ? printable.substring(0, MAX_TEXT) : printable;
    }
}
