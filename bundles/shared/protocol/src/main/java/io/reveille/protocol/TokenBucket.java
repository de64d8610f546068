/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets a burst of requests through on each channel, and then one for each interval that has passed.
 * One channel's flood does not use up what another may do.
 */
public final class TokenBucket implements RateLimit {

    private final long burst;
    private final long interval;
    private final LongSupplier nanoTime;
    private final Map<SignalChannel, Long> drainedAt = new EnumMap<>(SignalChannel.class);

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
    }

    @Override
    public synchronized boolean admits(SignalChannel channel) {
        long now = nanoTime.getAsLong();
        long before = drainedAt.getOrDefault(channel, now);
        // generic cell rate algorithm: when the bucket, filled by this request, will have drained
        long drained = (before - now > 0 ? before : now) + interval;
        if (drained - now > burst * interval) {
            return false;
        }
        drainedAt.put(channel, drained);
        return true;
    }
}
