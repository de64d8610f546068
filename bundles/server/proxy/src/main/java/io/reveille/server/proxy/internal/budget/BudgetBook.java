/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import io.reveille.server.proxy.SignalLimits;
import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.BudgetUse.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All limits together: a message is taken from each or from none. Not for use by several threads at
 * once; time as with {@link SlidingLimit}.
 */
final class BudgetBook {
    /** The longest period of any limit. */
    static final Duration DAY = Duration.ofDays(1);

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Allotment> allotments;

    BudgetBook(SignalLimits limits) {
        allotments =
                List.of(
                        new Allotment(Scope.GATEWAY, limits.gatewayHour(), HOUR),
                        new Allotment(Scope.GATEWAY, limits.gatewayDay(), DAY),
                        new Allotment(Scope.CLIENT, limits.sourceHour(), HOUR),
                        new Allotment(Scope.CLIENT, limits.sourceDay(), DAY),
                        new Allotment(Scope.ALL, limits.day(), DAY));
    }

    /** What is used up, and for how long; of several the one that lasts longest. */
    record UsedUp(String reason, Duration left) {}

    Optional<UsedUp> take(String gateway, String source, long now) {
        Optional<UsedUp> usedUp = Optional.empty();
        Duration longest = Duration.ZERO;
        for (Allotment allotment : allotments) {
            Duration wait = allotment.untilNext(key(allotment, gateway, source), now);
            if (wait.compareTo(longest) > 0) {
                longest = wait;
                usedUp = Optional.of(new UsedUp(allotment.reason(), wait));
            }
        }
        if (usedUp.isEmpty()) {
            note(gateway, source, now);
        }
        return usedUp;
    }

    /** Counts one that was sent, whether or not it fits. */
    void note(String gateway, String source, long at) {
        allotments.forEach(allotment -> allotment.take(key(allotment, gateway, source), at));
    }

    /** One that was taken then has not been sent. */
    void giveBack(String gateway, String source, long then) {
        allotments.forEach(allotment -> allotment.giveBack(key(allotment, gateway, source), then));
    }

    List<BudgetUse> use(long now) {
        List<BudgetUse> all = new ArrayList<>();
        allotments.forEach(allotment -> all.addAll(allotment.use(now)));
        return all;
    }

    private static String key(Allotment allotment, String gateway, String source) {
        return switch (allotment.scope()) {
            case GATEWAY -> gateway;
            case CLIENT -> source;
            case ALL -> "";
        };
    }
}
