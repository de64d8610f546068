/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import io.reveille.server.proxy.SignalLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All limits together: a message is taken from each or from none. Not for use by several threads at
 * once; time as with {@link SlidingLimit}.
 */
final class BudgetBook {
    private static final Duration HOUR = Duration.ofHours(1);

    /** The longest period of any limit. */
    static final Duration DAY = Duration.ofDays(1);

    private static final String ALL = "";

    private final Entry gatewayHour;
    private final Entry gatewayDay;
    private final Entry sourceHour;
    private final Entry sourceDay;
    private final Entry day;
    private final List<Entry> entries;

    private record Entry(Allotment allotment, BiFunction<String, String, String> key) {}

    BudgetBook(SignalLimits limits) {
        gatewayHour = perGateway(limits.gatewayHour(), HOUR);
        gatewayDay = perGateway(limits.gatewayDay(), DAY);
        sourceHour = perSource(limits.sourceHour(), HOUR);
        sourceDay = perSource(limits.sourceDay(), DAY);
        day =
                new Entry(
                        new Allotment("to all gateways together", limits.day(), DAY),
                        (gateway, source) -> ALL);
        entries = List.of(gatewayHour, gatewayDay, sourceHour, sourceDay, day);
    }

    private static Entry perGateway(int most, Duration period) {
        return new Entry(
                new Allotment("to this gateway", most, period), (gateway, source) -> gateway);
    }

    private static Entry perSource(int most, Duration period) {
        return new Entry(
                new Allotment("for this client", most, period), (gateway, source) -> source);
    }

    /** What is used up, and for how long; of several the one that lasts longest. */
    record UsedUp(String reason, Duration left) {}

    Optional<UsedUp> take(String gateway, String source, long now) {
        Optional<UsedUp> usedUp = Optional.empty();
        Duration longest = Duration.ZERO;
        for (Entry entry : entries) {
            Duration wait = entry.allotment().untilNext(entry.key().apply(gateway, source), now);
            if (wait.compareTo(longest) > 0) {
                longest = wait;
                usedUp = Optional.of(new UsedUp(entry.allotment().reason(), wait));
            }
        }
        if (usedUp.isEmpty()) {
            note(gateway, source, now);
        }
        return usedUp;
    }

    /** Counts one that was sent, whether or not it fits. */
    void note(String gateway, String source, long at) {
        entries.forEach(entry -> entry.allotment().take(entry.key().apply(gateway, source), at));
    }

    /** One that was taken then has not been sent. */
    void giveBack(String gateway, String source, long then) {
        entries.forEach(
                entry -> entry.allotment().giveBack(entry.key().apply(gateway, source), then));
    }

    Allotment gatewayHour() {
        return gatewayHour.allotment();
    }

    Allotment gatewayDay() {
        return gatewayDay.allotment();
    }

    Allotment sourceHour() {
        return sourceHour.allotment();
    }

    Allotment sourceDay() {
        return sourceDay.allotment();
    }

    Allotment day() {
        return day.allotment();
    }
}
