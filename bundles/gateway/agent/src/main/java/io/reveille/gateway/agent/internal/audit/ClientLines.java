/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.audit;

import io.reveille.gateway.agent.internal.dial.Allowance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lines on clients that the gateway asked who they are: 60 a minute, of those who came through and
 * of those who did not, so that guesses cannot push out what matters. The next line tells how many
 * had none.
 */
final class ClientLines {
    private static final int PER_MINUTE = 60;

    private final Allowance in =
            new Allowance(PER_MINUTE, Duration.ofMinutes(1), System.nanoTime());
    private final Allowance refused =
            new Allowance(PER_MINUTE, Duration.ofMinutes(1), System.nanoTime());
    private long untold;

    synchronized Optional<Map<String, String>> line(
            String service, String client, String name, String problem) {
        if (!(problem.isEmpty() ? in : refused).take(System.nanoTime())) {
            untold++;
            return Optional.empty();
        }
        Map<String, String> line = new LinkedHashMap<>();
        line.put("service", service);
        line.put("client", client);
        if (!name.isEmpty()) {
            line.put("name", name);
        }
        if (!problem.isEmpty()) {
            line.put("problem", problem);
        }
        if (untold > 0) {
            line.put("without a line before", Long.toString(untold));
            untold = 0;
        }
        return Optional.of(line);
    }
}
