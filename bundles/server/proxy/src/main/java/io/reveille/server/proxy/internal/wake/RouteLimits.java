/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each route's own rate, over all gateways. */
public final class RouteLimits {
    private static final int MOST_ROUTES = 1000;

    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<String, List<Long>> before = new HashMap<>();

    /**
     * Limits that go on where messages that were sent before leave them.
     *
     * @param sent oldest first
     * @param now the time of day, and the same as {@link System#nanoTime()}
     */
    RouteLimits(List<SignalCharge> sent, Instant now, long nanos) {
        for (SignalCharge charge : sent) {
            long age = Math.max(0, Duration.between(charge.at(), now).toNanos());
            before.computeIfAbsent(charge.route(), route -> new ArrayList<>()).add(nanos - age);
        }
    }

    /** Takes one message; returns 0, or after how many nanoseconds the route may send again. */
    public synchronized long take(SignalRoute route, long now) {
        Optional<SignalRate> rate = route.rate();
        if (rate.isEmpty()) {
            return 0;
        }
        if (buckets.size() >= MOST_ROUTES) {
            buckets.clear(); // names that come and go
        }
        TokenBucket bucket =
                buckets.compute(
                        route.name(),
                        (name, known) ->
                                known != null && known.rate().equals(rate.get())
                                        ? known
                                        : bucket(name, rate.get(), now));
        return bucket.take(now);
    }

    private TokenBucket bucket(String route, SignalRate rate, long now) {
        List<Long> sent = before.getOrDefault(route, List.of());
        before.remove(route);
        TokenBucket bucket = new TokenBucket(rate, sent.isEmpty() ? now : sent.get(0));
        sent.forEach(bucket::take);
        return bucket;
    }
}
