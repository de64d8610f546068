/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The modem's clock, and what time the network told it. Belongs to the modem's thread. */
final class ModemClock {
    private static final OffsetDateTime UNSET = OffsetDateTime.parse("1980-01-06T00:00:00Z");

    /** A time, and when it was so. */
    private record Reading(OffsetDateTime time, long nanos) {
        OffsetDateTime now() {
            return time.plus(Duration.ofNanos(System.nanoTime() - nanos)).withNano(0);
        }
    }

    private Reading clock = new Reading(UNSET, System.nanoTime());
    private Optional<Reading> network = Optional.empty();

    /** What the clock shows. */
    OffsetDateTime now() {
        return clock.now();
    }

    /** What time it is as the network told, if it did. */
    Optional<OffsetDateTime> network() {
        return network.map(Reading::now);
    }

    /** The network tells the time; the clock is set by it if it follows. */
    void told(OffsetDateTime time, boolean follows) {
        Reading reading = new Reading(time, System.nanoTime());
        network = Optional.of(reading);
        clock = follows ? reading : clock;
    }
}
