/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The same limit for each of many: gateways, or clients. Those that used nothing of it lately are
 * forgotten, so it never holds more of them than messages were sent in its period.
 */
final class Allotment {
    private static final int TAKES_BETWEEN_CLEANINGS = 1000;

    private final String what;
    private final int most;
    private final Duration period;
    private final Map<String, SlidingLimit> limits = new HashMap<>();
    private int takes;

    /**
     * @param what for people: of whom there is one limit each, such as {@code this gateway}
     */
    Allotment(String what, int most, Duration period) {
        this.what = what;
        this.most = most;
        this.period = period;
    }

    Duration untilNext(String key, long now) {
        SlidingLimit limit = limits.get(key);
        return limit == null ? Duration.ZERO : limit.untilNext(now);
    }

    void take(String key, long now) {
        if (++takes % TAKES_BETWEEN_CLEANINGS == 0) {
            limits.values().removeIf(limit -> limit.used(now) == 0);
        }
        limits.computeIfAbsent(key, unused -> new SlidingLimit(most, period)).take(now);
    }

    void giveBack(String key, long then) {
        SlidingLimit limit = limits.get(key);
        if (limit != null) {
            limit.giveBack(then);
        }
    }

    /** How many each has used, without those that have used none. */
    Map<String, Integer> used(long now) {
        Map<String, Integer> used = new HashMap<>();
        limits.forEach((key, limit) -> used.put(key, limit.used(now)));
        used.values().removeIf(count -> count == 0);
        return used;
    }

    int most() {
        return most;
    }

    /** For people: what is used up. */
    String reason() {
        return "the budget of %d access requests in %s %s is used up"
                .formatted(most, period.toHours() == 1 ? "an hour" : "a day", what);
    }
}
