/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code reveille bench refusals}; its figures are no matter of this test. */
class RefusalTimesTest {
    @TempDir Path home;

    @Test
    void every_kind_is_refused_and_has_its_figures() throws Exception {
        String table = new RefusalTimes(3, 7).measure(home);

        assertThat(table.lines()).hasSize(2 + Refusal.values().length);
        for (Refusal kind : Refusal.values()) {
            assertThat(table).contains("| " + kind.words() + " | ");
        }
    }

    @Test
    void times_that_overlap_are_told_apart_as_often_as_they_can_be() {
        assertThat(RefusalTimes.guess(List.of(1L, 2L), List.of(3L, 4L))).isEqualTo(1);
        assertThat(RefusalTimes.guess(List.of(1L, 4L), List.of(2L, 3L))).isEqualTo(0.5);
        assertThat(RefusalTimes.guess(List.of(1L, 3L), List.of(2L, 4L))).isEqualTo(0.75);
    }
}
