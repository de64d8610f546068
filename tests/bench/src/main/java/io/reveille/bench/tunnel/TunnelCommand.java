/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import io.reveille.bench.RecordedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code reveille bench tunnel}. */
@Command(
        name = "tunnel",
        mixinStandardHelpOptions = true,
        description =
                "Measures the tunnel beside raw loopback, ssh -R and stunnel, in turns: bulk, 100 streams, echo, new connections, memory.")
public final class TunnelCommand implements Callable<Integer> {
    @Option(
            names = "--repetitions",
            defaultValue = "5",
            description = "Of each row. Default: ${DEFAULT-VALUE}.")
    int repetitions;

    @Option(
            names = "--seconds",
            defaultValue = "1.5",
            description = "For each measurement, without its warm-up. Default: ${DEFAULT-VALUE}.")
    double seconds;

    @Option(
            names = "--only",
            paramLabel = "ROW",
            split = ",",
            description =
                    "These rows alone: down, up, down-100, up-100, echo, open-1, open-8. Default: all.")
    List<String> only = List.of();

    @Option(
            names = "--against",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "ssh,stunnel",
            description = "Besides raw loopback: ssh, stunnel, none. Default: ${DEFAULT-VALUE}.")
    Set<String> against = Set.of();

    @Option(names = "--json", description = "Print every single figure, as JSON.")
    boolean json;

    @Option(
            names = "--record",
            paramLabel = "PAGE",
            description = "Write the table into this page, such as docs/reference/performance.md.")
    Optional<Path> page = Optional.empty();

    @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Row> rows = rows();
        Path directory = Files.createTempDirectory("reveille-tunnel-");
        try (TunnelRun run = TunnelRun.start(directory, against, TunnelCommand::say)) {
            Measurements measured = run.measure(rows, repetitions, seconds);
            TunnelReport report = new TunnelReport(measured, run.names(), rows);
            System.out.println(json ? report.json() : report.table());
            if (page.isPresent()) {
                RecordedTable.write(page.get(), "tunnel", report.table());
            }
        }
        return 0;
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private List<Row> rows() {
        for (String name : only) {
            if (Arrays.stream(Row.values()).noneMatch(row -> row.option().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(), "--only: there is no row '" + name + "'");
            }
        }
        return Arrays.stream(Row.values())
                .filter(row -> only.isEmpty() || only.contains(row.option()))
                .toList();
    }
}
