/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.bench.kill9.KillOptions;
import io.reveille.bench.kill9.KillReport;
import io.reveille.bench.kill9.KillRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code reveille bench kill9}. */
class KillRunTest {
    @TempDir Path home;

    @Test
    void a_gateway_killed_twelve_times_accepts_nothing_twice_and_loses_nothing_from_its_audit_log()
            throws Exception {
        KillReport report = new KillRun(new KillOptions(12, 7, 1), home, line -> {}).run();

        assertThat(report.violations()).isEmpty();
        assertThat(report.accepted()).isPositive();
        assertThat(report.struck().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(12);
    }
}
