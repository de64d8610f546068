/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param struck how many kills struck in which phase
 * @param requests how many requests were made
 * @param presented how often one was handed to the gateway
 * @param accepted how many were accepted, once
 * @param violations what must never happen, in words; hopefully empty
 * @param auditLines in the log in the end
 * @param repaired lines that a kill had cut short and the next start removed
 */
public record KillReport(
        KillOptions options,
        Map<Phase, Integer> struck,
        int requests,
        int presented,
        int accepted,
        List<String> violations,
        int auditLines,
        int repaired,
        Duration took) {

    /** Where a kill struck, as what was on the disk shows. */
    public enum Phase {
        STARTING("while the gateway was starting"),
        FRESH("before the request's counter was kept: accepted when it came again"),
        USED_UP("after the counter was kept, before the audit line: refused ever after"),
        RECORDED("after the audit line, before the dial"),
        DIALLING("while it was dialled"),
        UP("after its tunnel was up");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A table in Markdown. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append("| where the kill struck | kills |\n|---|---:|\n");
        for (Phase phase : Phase.values()) {
            text.append("| %s | %d |%n".formatted(phase.words(), struck.getOrDefault(phase, 0)));
        }
        text.append("| all | %d |%n%n".formatted(options.kills()));
        text.append("| what must hold | counted |\n|---|---:|\n");
        text.append("| requests made | %d |%n".formatted(requests));
        text.append("| times one was handed to the gateway | %d |%n".formatted(presented));
        text.append("| requests accepted | %d |%n".formatted(accepted));
        text.append("| accepted twice, or dialled in two lives | %d |%n".formatted(count("twice")));
        text.append(
                "| accepted or dialled, and not in the audit log | %d |%n"
                        .formatted(count("audit")));
        text.append("| breaks of the audit log's chain | %d |%n".formatted(count("chain")));
        text.append(
                "| audit lines; cut short by a kill and repaired | %d; %d |%n"
                        .formatted(auditLines, repaired));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private long count(String word) {
        return violations.stream().filter(violation -> violation.contains(word)).count();
    }
}
