/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most so many in any period of that length. Time is the caller's monotonic clock, in
 * nanoseconds as {@link System#nanoTime} gives it. Keeps as many times as it allows; not for use by
 * several threads at once.
 */
final class SlidingLimit {
    private final int most;
    private final long periodNanos;
    private final Deque<Long> taken = new ArrayDeque<>();

    SlidingLimit(int most, Duration period) {
        this.most = most;
        this.periodNanos = period.toNanos();
    }

    /** How long until one can be taken; zero when at once. */
    Duration untilNext(long now) {
        forget(now);
        return taken.size() < most
                ? Duration.ZERO
                : Duration.ofNanos(taken.getFirst() + periodNanos - now);
    }

    /** Takes one, whether or not there is one left. */
    void take(long now) {
        forget(now);
        if (taken.size() == most) {
            taken.removeFirst();
        }
        taken.addLast(now);
    }

    /** Gives back the one taken then. */
    void giveBack(long then) {
        taken.removeLastOccurrence(then);
    }

    /** How many of them are in use. */
    int used(long now) {
        forget(now);
        return taken.size();
    }

    private void forget(long now) {
        while (!taken.isEmpty() && now - taken.getFirst() >= periodNanos) {
            taken.removeFirst();
        }
    }
}
