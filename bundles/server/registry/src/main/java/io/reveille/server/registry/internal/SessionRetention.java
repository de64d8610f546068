/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import java.time.Duration;

/**
 * How long ended sessions are kept: whichever comes first.
 *
 * @param age 1 hour to 10 years after they were opened
 * @param newest how many sessions at most, 100 to 10 million
 */
public record SessionRetention(Duration age, int newest) {
    /** Ninety days, a hundred thousand sessions. */
    public static final SessionRetention DEFAULT =
            new SessionRetention(Duration.ofDays(90), 100_000);

    public SessionRetention {
        if (age.compareTo(Duration.ofHours(1)) < 0 || age.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException(
                    "sessions must be kept for 1 hour to 10 years, not " + age);
        }
        if (newest < 100 || newest > 10_000_000) {
            throw new IllegalArgumentException(
                    "100 to 10000000 sessions must be kept, not " + newest);
        }
    }
}
