/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.gateway.agent.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a gateway's audit log tells about the accesses to it. */
final class AuditCount {
    private final List<AuditEntry> entries;

    AuditCount(List<AuditEntry> entries) {
        this.entries = entries;
    }

    /** Requests that were accepted more than once. */
    int replays() {
        Collection<Long> bySession =
                entries.stream()
                        .filter(entry -> entry.event().equals("accepted"))
                        .collect(
                                Collectors.groupingBy(
                                        entry -> entry.details().getOrDefault("session", ""),
                                        Collectors.counting()))
                        .values();
        return (int) bySession.stream().filter(count -> count > 1).count();
    }

    /**
     * Tunnels that there should not have been: that came up while another was up, or after another
     * one through which the access was served, before the next access began. (One that ends before
     * its client is found is followed by another, and rightly so.)
     */
    List<Instant> secondTunnels(List<Access> accesses) {
        TreeMap<Instant, Access> byBegin = new TreeMap<>();
        accesses.forEach(access -> byBegin.put(access.began(), access));
        List<Instant> seconds = new ArrayList<>();
        Set<Instant> used = new HashSet<>();
        int up = 0;
        for (AuditEntry entry : entries) {
            if (entry.event().equals("tunnel-ended")) {
                up--;
            } else if (entry.event().equals("tunnel-up")) {
                up++;
                Map.Entry<Instant, Access> during = byBegin.floorEntry(entry.at());
                boolean again = during != null && !used.add(during.getKey());
                if (up > 1 || (again && during.getValue().isServedBy(entry.at()))) {
                    seconds.add(entry.at());
                }
            }
        }
        return seconds;
    }

    long refusedCopies() {
        return entries.stream()
                .filter(entry -> "REPLAYED".equals(entry.details().get("reason")))
                .count();
    }

    long turnedAway() {
        return entries.stream().filter(entry -> entry.event().equals("dial-failed")).count();
    }
}
