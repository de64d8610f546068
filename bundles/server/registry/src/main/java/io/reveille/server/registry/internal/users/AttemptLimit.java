/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many attempts may fail: for each key a bucket that fills again with time. Of all keys at most
 * so many are remembered; the one that was not seen for longest is forgotten first.
 */
final class AttemptLimit {
    private final int most;
    private final long nanosForOne;
    private final int keys;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Bucket {
        private double level;
        private long at;
        private boolean told;
    }

    /** What an attempt may do. */
    enum Verdict {
        GO_ON,
        /** Refused, for the first time since the last attempt that was not: worth telling. */
        FIRST_REFUSED,
        REFUSED
    }

    /**
     * @param most failures at once
     * @param forOne after so long one more is allowed
     * @param keys remembered at most
     */
    AttemptLimit(int most, Duration forOne, int keys, LongSupplier nanoTime) {
        this.most = most;
        this.nanosForOne = forOne.toNanos();
        this.keys = keys;
        this.nanoTime = nanoTime;
    }

    /** An attempt begins; it counts until it is {@link #giveBack given back}. */
    synchronized Verdict take(String key) {
        Bucket bucket = fill(key);
        if (bucket.level < 1) {
            Verdict verdict = bucket.told ? Verdict.REFUSED : Verdict.FIRST_REFUSED;
            bucket.told = true;
            return verdict;
        }
        bucket.level -= 1;
        bucket.told = false;
        return Verdict.GO_ON;
    }

    /** Whether another failure would be allowed. */
    synchronized boolean isOpen(String key) {
        return !buckets.containsKey(key) || fill(key).level >= 1;
    }

    /** The attempt did not fail. */
    synchronized void giveBack(String key) {
        Bucket bucket = fill(key);
        bucket.level = Math.min(most, bucket.level + 1);
        if (bucket.level >= most) {
            buckets.remove(key);
        }
    }

    synchronized int remembered() {
        return buckets.size();
    }

    private Bucket fill(String key) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.level = most;
            buckets.put(key, bucket);
            if (buckets.size() > keys) {
                Iterator<String> oldest = buckets.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        } else {
            bucket.level = Math.min(most, bucket.level + (now - bucket.at) / (double) nanosForOne);
        }
        bucket.at = now;
        return bucket;
    }
}
