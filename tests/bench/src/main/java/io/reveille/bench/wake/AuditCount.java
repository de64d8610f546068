/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.gateway.agent.AuditEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** When the accesses began, each until the next, during which more than one tunnel came up. */
    List<Instant> secondTunnels(List<Access> accesses) {
        TreeMap<Instant, Integer> ups = new TreeMap<>();
        accesses.forEach(access -> ups.put(access.began(), 0));
        for (AuditEntry entry : entries) {
            if (entry.event().equals("tunnel-up")) {
                Map.Entry<Instant, Integer> during = ups.floorEntry(entry.at());
                if (during != null) {
                    ups.merge(during.getKey(), 1, Integer::sum);
                }
            }
        }
        return ups.entrySet().stream()
                .filter(during -> during.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
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
