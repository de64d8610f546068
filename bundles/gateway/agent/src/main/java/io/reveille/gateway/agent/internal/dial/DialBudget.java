/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.AccessBudget;
import java.time.Duration;

/** How often a gateway may dial, in a minute and in an hour, over all proxies. */
final class DialBudget {
    private final Allowance minute;
    private final Allowance hour;

    DialBudget(AccessBudget budget, long nowNanos) {
        this.minute = new Allowance(budget.dialsPerMinute(), Duration.ofMinutes(1), nowNanos);
        this.hour = new Allowance(budget.dialsPerHour(), Duration.ofHours(1), nowNanos);
    }

    /** How long until the next dial; zero when one has just been taken from the budget. */
    Duration take(long nowNanos) {
        Duration inMinute = minute.untilNext(nowNanos);
        Duration inHour = hour.untilNext(nowNanos);
        Duration wait = inMinute.compareTo(inHour) > 0 ? inMinute : inHour;
        if (wait.isZero()) {
            minute.take(nowNanos);
            hour.take(nowNanos);
        }
        return wait;
    }
}
