/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code reveille bench entries}; its clients compare what comes with what went. */
class EntriesRunTest {
    private static final double SECONDS = 0.05;

    @TempDir Path directory;

    @Test
    void every_way_in_carries_every_load_intact() throws Exception {
        for (String program : List.of("/usr/bin/cc", "/usr/bin/openssl", "/usr/bin/h2load")) {
            assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
        }
        List<Way> ways = List.of(Way.values());
        EntryFigures figures;
        try (EntriesRun run = EntriesRun.start(directory, line -> {})) {
            figures = run.measure(ways, 1, SECONDS);
        }

        for (Way way : ways) {
            for (Load load : way.loads()) {
                String which = way.option() + ": " + load.option();
                assertThat(figures.median(way, load)).as(which).isPositive();
                assertThat(figures.sum(way, load, "errors")).as(which).isZero();
            }
        }
        assertThat(new EntriesReport(figures, ways).table())
                .contains("| raw loopback |", "| SOCKS5 in TLS |", "| Host, HTTP/2 in TLS |");
    }
}
