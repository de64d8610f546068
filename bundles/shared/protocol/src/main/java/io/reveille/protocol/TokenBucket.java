/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Lets a burst of requests through on each channel, and then one for each interval that has passed.
 * One channel's flood does not use up what another may do.
 */
public final class TokenBucket implements RateLimit {

    private final long burst;
    private final long interval;
    private final LongSupplier nanoTime;
    private final long[] emptyAt;

    /**
     * @param burst how many requests may come at once, at least 1
     * @param interval how long until one more may come, at least 1 ns
     * @param nanoTime a monotonic clock, such as {@code System::nanoTime}
     */
    public TokenBucket(int burst, Duration interval, LongSupplier nanoTime) {
        Ranges.check("burst", burst, 1, 1_000_000);
        Ranges.check(
                "interval in nanoseconds", interval.toNanos(), 1, Duration.ofDays(1).toNanos());
        this.burst = burst;
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
        this.emptyAt = new long[SignalChannel.values().length];
        Arrays.fill(emptyAt, nanoTime.getAsLong());
    }

    @Override
    public synchronized boolean admits(SignalChannel channel) {
        long now = nanoTime.getAsLong();
        int index = channel.ordinal();
        // generic cell rate algorithm: the time at which the bucket, filled by this request, will
        // have drained again
        long drained = (emptyAt[index] - now > 0 ? emptyAt[index] : now) + interval;
        if (drained - now > burst * interval) {
            return false;
        }
        emptyAt[index] = drained;
        return true;
    }
}
