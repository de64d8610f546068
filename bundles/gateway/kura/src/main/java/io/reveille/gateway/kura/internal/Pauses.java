/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a gateway waits.
 *
 * @param tick between looks at whether its identity has changed
 * @param firstRetry after a first failure; it doubles
 * @param lastRetry the longest wait after a failure
 */
record Pauses(Duration tick, Duration firstRetry, Duration lastRetry) {
    /** A look every 5 s, retries after 5 s to 10 min. */
    static Pauses usual() {
        return new Pauses(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(10));
    }

    /**
     * The wait after so many failures in a row, between half and the whole of what it could be.
     *
     * @param failures 1 or more
     */
    Duration after(int failures) {
        Duration whole = firstRetry;
        for (int i = 1; i < failures && whole.compareTo(lastRetry) < 0; i++) {
            whole = whole.multipliedBy(2);
        }
        long most = Math.min(whole.toMillis(), lastRetry.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
