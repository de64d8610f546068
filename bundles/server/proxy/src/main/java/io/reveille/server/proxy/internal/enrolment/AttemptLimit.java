/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one source may try: a burst, then one attempt in each interval (the generic cell rate
 * algorithm, ITU-T I.371). It remembers at most {@value #CAPACITY} sources, those that tried last.
 */
final class AttemptLimit {
    static final int CAPACITY = 4096;

    private final long interval;
    private final long tolerance;
    private final LongSupplier nanoTime;
    private final Map<Source, Long> drainedAt =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Long> eldest) {
                    return size() > CAPACITY;
                }
            };

    AttemptLimit(int burst, Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.tolerance = Math.multiplyExact(this.interval, burst);
        this.nanoTime = nanoTime;
    }

    synchronized boolean admits(Source source) {
        long now = nanoTime.getAsLong();
        long before = drainedAt.getOrDefault(source, now);
        long drained = (before - now > 0 ? before : now) + interval;
        if (drained - now > tolerance) {
            return false;
        }
        drainedAt.put(source, drained);
        return true;
    }
}
