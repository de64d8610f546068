/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A clock that knows whether it can be trusted. Many gateways boot in 1970 and learn the time
 * later, by NTP, NITZ or GNSS.
 */
@FunctionalInterface
public interface TrustedClock {

    /** The time, or nothing as long as the clock has not been set by a source that is trusted. */
    Optional<Instant> now();

    /** A clock that is always trusted. */
    static TrustedClock of(Clock clock) {
        return () -> Optional.of(clock.instant());
    }

    /** A clock that is never trusted. */
    static TrustedClock none() {
        return Optional::empty;
    }
}
