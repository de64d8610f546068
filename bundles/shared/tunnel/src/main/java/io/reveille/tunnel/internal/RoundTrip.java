/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.util.concurrent.TimeUnit;

/** The round trip to the peer, smoothed as RFC 6298 does; it includes what waits on the way. */
final class RoundTrip {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** As long as nothing is known: that of a bad mobile network. */
    private static final long UNKNOWN = SECOND / 2;

    private long smoothed = -1;
    private long deviation;

    /** One round trip has been measured. */
    void measured(long nanos) {
        if (smoothed < 0) {
            smoothed = nanos;
            deviation = nanos / 2;
        } else {
            deviation = (3 * deviation + Math.abs(smoothed - nanos)) / 4;
            smoothed = (7 * smoothed + nanos) / 8;
        }
    }

    /** Silence after which a peer that was in the middle of something is asked. */
    long pause() {
        return SECOND + 2 * longest();
    }

    /** How long it may then take to answer: 3 s and eight round trips. */
    long patience() {
        return 3 * SECOND + 8 * longest();
    }

    private long longest() {
        return smoothed < 0 ? UNKNOWN : smoothed + deviation;
    }
}
