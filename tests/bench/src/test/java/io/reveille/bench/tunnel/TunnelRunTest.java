/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code reveille bench tunnel}. */
class TunnelRunTest {
    @TempDir Path directory;

    @Test
    void every_way_carries_every_load_and_through_the_tunnel_no_stream_starves_and_nothing_fails()
            throws Exception {
        for (String program : List.of("/usr/bin/cc", "/usr/sbin/sshd", "/usr/bin/stunnel4")) {
            assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
        }
        List<Row> rows = List.of(Row.DOWN_100, Row.ECHO, Row.OPEN_8);
        Measurements measured;
        List<String> ways;
        try (TunnelRun run = TunnelRun.start(directory, Set.of("ssh", "stunnel"), line -> {})) {
            ways = run.names();
            measured = run.measure(rows, 1, 1.0);
        }

        assertThat(ways).containsExactly("raw loopback", "ssh -R", "stunnel", "Reveille");
        for (Row row : rows) {
            for (String way : ways) {
                assertThat(measured.median(way, row)).as(way + ": " + row.title()).isPositive();
            }
            assertThat(measured.most("Reveille", row, "starved")).isZero();
            assertThat(measured.most("Reveille", row, "errors")).isZero();
        }
        assertThat(measured.memory())
                .hasSize(6)
                .allSatisfy(process -> assertThat(process.idle()).isPositive());
        assertThat(new TunnelReport(measured, ways, rows).table())
                .contains("| 100 streams down, MB/s |")
                .contains("reveille gateway");
    }
}
