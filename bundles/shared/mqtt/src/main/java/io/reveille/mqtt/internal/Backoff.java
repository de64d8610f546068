/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt.internal;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Ever longer pauses, each shortened at random by up to a half, so that clients do not march. */
public final class Backoff {
    private final Duration shortest;
    private final Duration longest;
    private final DoubleSupplier random;
    private int failures;

    /**
     * Pauses that double.
     *
     * @param random numbers from 0 to 1
     */
    public Backoff(Duration shortest, Duration longest, DoubleSupplier random) {
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
    }

    /** The pause after one more failure. */
    public Duration next() {
        long doubled = shortest.toMillis() << Math.min(failures, 20);
        failures++;
        return shortened(Math.min(doubled, longest.toMillis()));
    }

    /** The longest pause; those after it are as long. */
    public Duration farthest() {
        failures = 20;
        return shortened(longest.toMillis());
    }

    /** All is well: the next pause is the shortest again. */
    public void reset() {
        failures = 0;
    }

    private Duration shortened(long millis) {
        return Duration.ofMillis((long) (millis * (1 - random.getAsDouble() / 2)));
    }
}
