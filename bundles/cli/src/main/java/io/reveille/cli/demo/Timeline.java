/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** An access as a person reads it: steps A to I with milliseconds, then the page. */
final class Timeline {
    private static final Map<String, String> WHAT =
            Map.of(
                    "A", "client asks DNS",
                    "B", "DNS answers",
                    "C", "client connects to the public proxy",
                    "D", "access request by SMS",
                    "E", "gateway connects to the service",
                    "F", "the service accepts",
                    "G", "gateway dials the public proxy",
                    "H", "public proxy accepts the tunnel",
                    "I", "the tunnel is the client's");

    private Timeline() {}

    static void print(Access access, PrintWriter out) {
        out.println();
        out.println("step         ms  what");
        for (Access.TimedStep step : access.steps()) {
            out.printf(
                    Locale.ROOT,
                    "  %s  %10.1f  %-36s %s%n",
                    step.step(),
                    step.atMillis(),
                    WHAT.getOrDefault(step.step(), ""),
                    step.detail());
        }
        access.page()
                .ifPresent(
                        page -> {
                            out.println();
                            out.println("The client got, through the tunnel:");
                            page.lines().forEach(line -> out.println("  | " + line));
                        });
        out.flush();
    }

    /** One line that names the step that failed and why. */
    static String failure(Access access) {
        return access.missingStep()
                .map(
                        letter ->
                                "step "
                                        + letter
                                        + " ("
                                        + WHAT.get(letter)
                                        + ") failed: "
                                        + access.outcome())
                .orElse("the access failed: " + access.outcome());
    }
}
