/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import io.reveille.bench.RecordedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reveille bench entries}. */
@Command(
        name = "entries",
        mixinStandardHelpOptions = true,
        description =
                "Measures the ways in for clients beside each other and raw loopback, in turns: bulk, new connections, requests, datagrams.")
public final class EntriesCommand implements Callable<Integer> {
    private static final double LONGEST_WARM_UP = 1;

    @Option(
            names = "--repetitions",
            defaultValue = "3",
            description = "Of each figure. Default: ${DEFAULT-VALUE}.")
    int repetitions;

    @Option(
            names = "--seconds",
            defaultValue = "1",
            description = "For each measurement, without its warm-up. Default: ${DEFAULT-VALUE}.")
    double seconds;

    @Option(
            names = "--only",
            paramLabel = "WAY",
            split = ",",
            description =
                    "These ways alone, such as raw, port, connect, connect-tls, socks, passed, terminated, http-raw, web, web-h2, udp-port. Default: all.")
    List<String> only = List.of();

    @Option(names = "--json", description = "Print every single figure, as JSON.")
    boolean json;

    @Option(
            names = "--record",
            paramLabel = "PAGE",
            description = "Write the tables into this page, such as docs/reference/performance.md.")
    Optional<Path> page = Optional.empty();

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Way> ways = ways();
        Path directory = Files.createTempDirectory("reveille-entries-");
        try (EntriesRun run = EntriesRun.start(directory, EntriesCommand::say)) {
            run.warmUp(ways, Math.min(seconds, LONGEST_WARM_UP));
            EntriesReport report = new EntriesReport(run.measure(ways, repetitions, seconds), ways);
            System.out.println(json ? report.json() : report.table());
            if (page.isPresent()) {
                RecordedTable.write(page.get(), "entries", report.table());
            }
        }
        return 0;
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private List<Way> ways() {
        for (String name : only) {
            if (Arrays.stream(Way.values()).noneMatch(way -> way.option().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(), "--only: there is no way '" + name + "'");
            }
        }
        List<Way> asked =
                Arrays.stream(Way.values())
                        .filter(way -> only.isEmpty() || only.contains(way.option()))
                        .toList();
        if (Http2Load.isInstalled() || asked.stream().noneMatch(Way::isHttp2)) {
            return asked;
        }
        say(
                "without HTTP/2: its client h2load is not installed (Debian, Ubuntu: apt-get install nghttp2-client)");
        return asked.stream().filter(way -> !way.isHttp2()).toList();
    }
}
