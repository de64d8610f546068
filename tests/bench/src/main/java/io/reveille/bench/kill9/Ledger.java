/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import io.reveille.bench.kill9.KillReport.Phase;
import io.reveille.gateway.agent.AuditEntry;
import io.reveille.gateway.agent.AuditTrail;
import io.reveille.protocol.SealedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen of each request from outside the gateway, to be compared with its audit log. */
final class Ledger {
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private int presented;

    private static final class Seen {
        final SealedRequest request;
        int accepted;
        boolean shotAt;
        String later = "";

        Seen(SealedRequest request) {
            this.request = request;
        }
    }

    private static String key(SealedRequest request) {
        return request.sessionId().base64();
    }

    private Seen of(SealedRequest request) {
        return seen.computeIfAbsent(key(request), none -> new Seen(request));
    }

    /** The gateway was handed the request, and what it said to that. */
    void presented(SealedRequest request, String verdict) {
        presented++;
        Seen one = of(request);
        if (verdict.equals("accepted")) {
            one.accepted++;
        }
        if (one.shotAt && one.later.isEmpty()) {
            one.later = verdict;
        }
    }

    /** The gateway was killed while it had the request for the first time. */
    void shotAt(SealedRequest request, List<String> said) {
        presented++;
        Seen one = of(request);
        one.shotAt = true;
        one.accepted += said.contains("accepted") ? 1 : 0;
    }

    int presented() {
        return presented;
    }

    int requests() {
        return seen.size();
    }

    /** Requests that were accepted as far as can be seen from outside. */
    List<SealedRequest> accepted() {
        return seen.values().stream()
                .filter(one -> one.accepted > 0)
                .map(one -> one.request)
                .toList();
    }

    /** The events of each session in the audit log, in their order. */
    static Map<String, List<String>> events(AuditTrail trail) {
        Map<String, List<String>> events = new HashMap<>();
        for (AuditEntry entry : trail.entries()) {
            String session = entry.details().get("session");
            if (session != null) {
                events.computeIfAbsent(session, none -> new ArrayList<>()).add(entry.event());
            }
        }
        return events;
    }

    Map<Phase, Integer> phases(Map<String, List<String>> events) {
        Map<Phase, Integer> phases = new HashMap<>();
        for (Seen one : seen.values()) {
            if (one.shotAt) {
                phases.merge(
                        phase(one, events.getOrDefault(key(one.request), List.of())),
                        1,
                        Integer::sum);
            }
        }
        return phases;
    }

    private static Phase phase(Seen one, List<String> events) {
        if (one.later.equals("accepted")) {
            return Phase.FRESH;
        }
        if (events.contains("tunnel-up")) {
            return Phase.UP;
        }
        if (events.contains("dialling")) {
            return Phase.DIALLING;
        }
        return events.contains("accepted") ? Phase.RECORDED : Phase.USED_UP;
    }

    List<String> violations(AuditTrail trail, Map<String, List<String>> events, DialIns dialIns) {
        List<String> violations = new ArrayList<>();
        trail.breaks().forEach(where -> violations.add("the audit's chain: " + where));
        for (Seen one : seen.values()) {
            String key = key(one.request);
            long lines =
                    events.getOrDefault(key, List.of()).stream().filter("accepted"::equals).count();
            Set<Integer> lives = dialIns.lives(one.request);
            if (one.accepted > 1 || lines > 1 || lives.size() > 1) {
                violations.add(
                        "%s twice: said %d times, recorded %d times, dialled in lives %s"
                                .formatted(key, one.accepted, lines, lives));
            }
            if (lines == 0 && (one.accepted > 0 || !lives.isEmpty())) {
                violations.add(key + " is not in the audit log");
            }
        }
        return violations;
    }
}
