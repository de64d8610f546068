/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.server.registry.SignalRate;
import io.reveille.server.registry.SignalRoute;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Each route's own rate, over all gateways. */
final class RouteLimits {
    private static final int MOST_ROUTES = 1000;

    private final Map<String, TokenBucket> buckets = new HashMap<>();

    /** Takes one message; returns 0, or after how many nanoseconds the route may send again. */
    synchronized long take(SignalRoute route, long now) {
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
                                        : new TokenBucket(rate.get(), now));
        return bucket.take(now);
    }
}
