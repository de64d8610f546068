/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.BudgetUse.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same limit for each of many: gateways, or clients. Those that used nothing of it lately are
 * forgotten, so it never holds more of them than messages were sent in its period.
 */
final class Allotment {
    private static final int TAKES_BETWEEN_CLEANINGS = 1000;

    private final Scope scope;
    private final int most;
    private final Duration period;
    private final Map<String, SlidingLimit> limits = new HashMap<>();
    private int takes;

    Allotment(Scope scope, int most, Duration period) {
        this.scope = scope;
        this.most = most;
        this.period = period;
    }

    Scope scope() {
        return scope;
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

    /** How much each has used, without those that have used nothing. */
    List<BudgetUse> use(long now) {
        List<BudgetUse> use = new ArrayList<>();
        limits.forEach(
                (key, limit) -> use.add(new BudgetUse(scope, key, limit.used(now), most, period)));
        use.removeIf(one -> one.used() == 0);
        return use;
    }

    /** For people: what is used up. */
    String reason() {
        String whose =
                switch (scope) {
                    case GATEWAY -> "to this gateway";
                    case CLIENT -> "for this client";
                    case ALL -> "to all gateways together";
                };
        return "the budget of %d access requests in %s %s is used up"
                .formatted(most, period.toHours() == 1 ? "an hour" : "a day", whose);
    }
}
