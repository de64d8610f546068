/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Ever longer pauses, each shortened at random by up to a half, so that clients do not march. */
final class Backoff {
    private final Duration shortest;
    private final Duration longest;
    private final DoubleSupplier random;
    private int failures;

    /**
     * Pauses that double.
     *
     * @param random numbers from 0 to 1
     */
    Backoff(Duration shortest, Duration longest, DoubleSupplier random) {
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
    }

    /** The pause after one more failure. */
    synchronized Duration next() {
        long doubled = shortest.toMillis() << Math.min(failures, 20);
        failures++;
        long most = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis((long) (most * (1 - random.getAsDouble() / 2)));
    }

    /** All is well: the next pause is the shortest again. */
    synchronized void reset() {
        failures = 0;
    }
}
