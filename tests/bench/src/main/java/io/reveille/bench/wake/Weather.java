/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import java.time.Duration;

/**
 * How messages fare on every channel, and how fast time runs.
 *
 * @param loss share of messages that never arrive, 0 to 1
 * @param longestDelay each message is delayed by anything up to this, all alike; that reorders them
 * @param duplication share of messages that arrive twice
 * @param deadline how long a client waits
 * @param patience how long an accepted request is waited for before the next one is sent
 * @param scale so many seconds pass in one
 */
public record Weather(
        double loss,
        Duration longestDelay,
        double duplication,
        Duration deadline,
        Duration patience,
        int scale) {
    /** Bad: three in ten lost, up to two minutes late, one in ten doubled; a client waits 90 s. */
    public static final Weather BAD =
            new Weather(
                    0.3,
                    Duration.ofSeconds(120),
                    0.1,
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(20),
                    1);

    public Weather {
        if (deadline.toMillis() % (1000L * scale) != 0) {
            throw new IllegalArgumentException("the scaled deadline must be whole seconds");
        }
    }

    /** The same with time running so many times as fast. */
    Weather at(int faster) {
        return new Weather(loss, longestDelay, duplication, deadline, patience, faster);
    }

    /** How long it takes in the run. */
    Duration scaled(Duration real) {
        return real.dividedBy(scale);
    }
}
