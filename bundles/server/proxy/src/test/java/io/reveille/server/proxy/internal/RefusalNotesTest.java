/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalNotesTest {
    @Test
    void a_scan_is_noted_thirty_times_a_minute_at_most() {
        RefusalNotes notes = new RefusalNotes();

        assertThat(IntStream.range(0, 10_000).filter(scan -> notes.isWorthNoting()).count())
                .isEqualTo(30);
    }
}
