/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import io.reveille.gateway.agent.internal.dial.Allowance;
import io.reveille.protocol.RefusalReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many refusals get a line of their own: 60 a minute. What comes beyond is counted and told in
 * one line, so that a flood of rubbish cannot push the accepted requests out of a bounded log.
 */
final class RefusedLines {
    private static final int PER_MINUTE = 60;

    private final Allowance lines =
            new Allowance(PER_MINUTE, Duration.ofMinutes(1), System.nanoTime());
    private final Map<RefusalReason, Long> uncounted = new EnumMap<>(RefusalReason.class);

    /** Whether this one gets a line; if not, it is counted. */
    synchronized boolean admits(RefusalReason reason) {
        if (lines.take(System.nanoTime())) {
            return true;
        }
        uncounted.merge(reason, 1L, Long::sum);
        return false;
    }

    /** What was counted since the last time this was asked, for a line; empty when nothing. */
    synchronized Map<String, String> drain() {
        Map<String, String> counts = new LinkedHashMap<>();
        uncounted.forEach((reason, count) -> counts.put(reason.name(), count.toString()));
        uncounted.clear();
        return counts;
    }
}
