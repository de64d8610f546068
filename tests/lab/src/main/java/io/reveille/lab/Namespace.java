/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of this machine.
 *
 * @param name as {@code ip netns} knows it
 */
public record Namespace(String name) {
    /** The command that runs {@code command} in this namespace. */
    public List<String> inside(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(command);
        return whole;
    }

    /** Runs a program here; how it ended is the caller's to judge. */
    Programs.Result run(Duration limit, String input, String... command) {
        return Programs.run(inside(List.of(command)), input, limit);
    }

    /** Runs a program here that must succeed, and gives what it printed. */
    String output(String... command) {
        return run(Programs.SHORT, "", command).expected().text();
    }

    /** Carries out lines of {@code ip}, all of them or none that follow a wrong one. */
    void ip(String... lines) {
        Programs.run(
                        List.of("ip", "-n", name, "-batch", "-"),
                        String.join("\n", lines) + "\n",
                        Programs.SHORT)
                .expected();
    }

    /** Carries out a text for {@code nft} as one transaction. */
    void nft(String rules) {
        run(Programs.SHORT, rules, "nft", "-f", "-").expected();
    }

    /** Sets kernel variables, each {@code name=value}. */
    void sysctl(String... settings) {
        List<String> command = new ArrayList<>(List.of("sysctl", "-qw"));
        command.addAll(List.of(settings));
        output(command.toArray(String[]::new));
    }
}
