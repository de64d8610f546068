/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: anything from nothing to a longest time that doubles from {@code
 * first} to {@code most}, so that a fleet that lost one proxy comes back evenly spread.
 */
public record Backoff(Duration first, Duration most) {
    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff begins above zero and does not shrink");
        }
    }

    /**
     * The wait after so many failures.
     *
     * @param failures 1 or more
     */
    public Duration after(int failures, RandomGenerator random) {
        long whole = first.toNanos();
        for (int i = 1; i < failures && whole < most.toNanos(); i++) {
            whole *= 2;
        }
        whole = Math.min(whole, most.toNanos());
        return Duration.ofNanos(1 + (long) (random.nextDouble() * (whole - 1)));
    }
}
