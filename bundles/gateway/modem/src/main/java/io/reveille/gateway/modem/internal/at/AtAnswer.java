/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import java.util.List;
import java.util.Optional;

/** What came of a command: its information lines, the messages among them, and the final result. */
public record AtAnswer(
        AtCommand command, List<String> lines, List<PduLine> pdus, FinalResult result) {
    public AtAnswer {
        lines = List.copyOf(lines);
        pdus = List.copyOf(pdus);
    }

    /** Whether the command was done. */
    public boolean isOk() {
        return result.isOk();
    }

    /** The values of the first information line, when the command was done and gave one. */
    public Optional<AtValues> values() {
        return isOk() ? lines.stream().findFirst().map(AtValues::ofLine) : Optional.empty();
    }

    /** The first information line without its beginning and without quotes around it. */
    public Optional<String> bareText() {
        if (!isOk()) {
            return Optional.empty();
        }
        return lines.stream()
                .findFirst()
                .map(
                        line ->
                                line.startsWith(command.prefix())
                                        ? line.substring(command.prefix().length())
                                        : line)
                .map(line -> line.strip().replaceAll("^\"(.*)\"$", "$1"))
                .filter(line -> !line.isEmpty());
    }

    /** For people: the command and how it ended. */
    public String describe() {
        return command + ": " + result.describe();
    }
}
