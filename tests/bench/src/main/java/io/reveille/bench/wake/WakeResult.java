/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import java.time.Duration;
import java.util.Locale;

/**
 * What one policy achieved; times are real ones, that is, those of the run times its scale.
 *
 * @param smsPerWake messages by SMS; {@code freePerWake} those by the other two channels
 * @param refusedCopies copies that gateways refused
 * @param turnedAway dials with a request that had come too late, which the proxy turned away
 * @param secondTunnels tunnels beside another, or for an access that was served already; must be
 *     none
 * @param replays requests that a gateway accepted more than once; must be none
 */
public record WakeResult(
        String policy,
        int accesses,
        int served,
        Duration median,
        Duration p99,
        double smsPerWake,
        double freePerWake,
        double euroPerWake,
        long refusedCopies,
        long turnedAway,
        int secondTunnels,
        int replays) {

    /** The heads of the table's columns. */
    public static final String HEAD =
            """
            | policy | accesses | served before the deadline | median s | p99 s | SMS a wake | e-mail and MQTT a wake | EUR a wake | second tunnels | replays taken | copies refused | late dials turned away |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    /** A row of the table. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %.1f | %.1f | %.2f | %.2f | %.3f | %d | %d | %d | %d |\n",
                policy,
                accesses,
                100.0 * served / accesses,
                median.toMillis() / 1000.0,
                p99.toMillis() / 1000.0,
                smsPerWake,
                freePerWake,
                euroPerWake,
                secondTunnels,
                replays,
                refusedCopies,
                turnedAway);
    }

    /** Whether what must not happen did not. */
    public boolean holds() {
        return secondTunnels == 0 && replays == 0;
    }
}
