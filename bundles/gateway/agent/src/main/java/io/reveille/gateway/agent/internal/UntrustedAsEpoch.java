/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import io.reveille.protocol.TrustedClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A trusted clock for those who need some time: 1970 as long as it is not trusted, which they
 * recognise as not set.
 */
public final class UntrustedAsEpoch extends Clock {
    private final TrustedClock clock;

    public UntrustedAsEpoch(TrustedClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.now().orElse(Instant.EPOCH);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
