/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time that the network told the modem (NITZ, 3GPP TS 22.042), and how long ago.
 *
 * <p>The network is not authenticated by this: whoever runs a base station may tell any time.
 *
 * @param time to the second or so, when it was learnt
 * @param zone the local zone there, daylight saving included, where it was told
 * @param learntNanos {@link System#nanoTime()} when it was learnt
 */
public record NetworkTime(Instant time, Optional<ZoneOffset> zone, long learntNanos) {

    /** A time that is learnt now. */
    public static NetworkTime learnt(Instant time, Optional<ZoneOffset> zone) {
        return new NetworkTime(time, zone, System.nanoTime());
    }

    /** What time it is now: as told, and what has passed since; the system's clock has no say. */
    public Instant now() {
        return time.plusNanos(System.nanoTime() - learntNanos);
    }

    /** How long ago it was learnt. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - learntNanos);
    }
}
