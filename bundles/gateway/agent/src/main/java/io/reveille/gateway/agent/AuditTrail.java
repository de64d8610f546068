/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import java.util.List;

/**
 * What is in an audit log, oldest first, and where its chain does not hold.
 *
 * <p>Each line carries the hash of the line before it: changing, removing or inserting a line
 * breaks the chain at that place. What a chain without a key cannot show is the removal of the
 * newest lines, or a log rewritten as a whole; for that, compare with a copy kept elsewhere.
 *
 * @param entries every line that could be read
 * @param breaks where the chain does not hold, in words with file and line; empty when it is whole
 */
public record AuditTrail(List<AuditEntry> entries, List<String> breaks) {
    public AuditTrail {
        entries = List.copyOf(entries);
        breaks = List.copyOf(breaks);
    }

    /** Whether every line read is unchanged and none is missing between the first and the last. */
    public boolean isWhole() {
        return breaks.isEmpty();
    }
}
