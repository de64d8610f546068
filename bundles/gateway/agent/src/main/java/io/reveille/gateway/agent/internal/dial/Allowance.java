/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import java.time.Duration;

/**
 * So many in so long, evenly refilled (a token bucket). Time is the caller's monotonic clock, in
 * nanoseconds as {@link System#nanoTime} gives it. Not for use by several threads at once.
 */
public final class Allowance {
    private final long capacityNanos;
    private final long costNanos;
    private long levelNanos;
    private long lastNanos;

    public Allowance(int count, Duration per, long nowNanos) {
        if (count < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a budget is at least 1 in a time longer than zero");
        }
        this.costNanos = Math.max(1, per.toNanos() / count);
        this.capacityNanos = costNanos * count;
        this.levelNanos = capacityNanos;
        this.lastNanos = nowNanos;
    }

    /** Takes one if there is one. */
    public boolean take(long nowNanos) {
        if (!untilNext(nowNanos).isZero()) {
            return false;
        }
        levelNanos -= costNanos;
        return true;
    }

    /** What one takes from the budget: the time in which it is refilled. */
    public Duration cost() {
        return Duration.ofNanos(costNanos);
    }

    /** How long until the budget is whole again. */
    public Duration missing(long nowNanos) {
        refill(nowNanos);
        return Duration.ofNanos(capacityNanos - levelNanos);
    }

    /** Takes what is refilled in so long, as far as there is so much. */
    public void spend(Duration time) {
        levelNanos = capacityNanos - Math.min(capacityNanos, toNanos(time));
    }

    private static long toNanos(Duration time) {
        return time.toSeconds() > Integer.MAX_VALUE ? Long.MAX_VALUE : time.toNanos();
    }

    /** How long until one can be taken; zero when at once. */
    public Duration untilNext(long nowNanos) {
        refill(nowNanos);
        return Duration.ofNanos(Math.max(0, costNanos - levelNanos));
    }

    private void refill(long nowNanos) {
        long passed = Math.max(0, nowNanos - lastNanos);
        lastNanos = nowNanos;
        levelNanos = Math.min(capacityNanos, levelNanos + Math.min(passed, capacityNanos));
    }
}
