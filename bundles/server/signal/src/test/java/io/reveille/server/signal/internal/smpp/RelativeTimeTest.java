/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTimeTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 000000000001000R",
        "PT0.2S, 000000000001000R",
        "PT90S, 000000000130000R",
        "PT90.001S, 000000000131000R",
        "PT1H2M3S, 000000010203000R",
        "P3DT23H59M59S, 000003235959000R",
        "P30D, 000030000000000R",
        "P400D, 000030000000000R"
    })
    void relative_times_have_days_hours_minutes_and_seconds(Duration duration, String text) {
        assertThat(RelativeTime.of(duration)).isEqualTo(text).hasSize(16);
    }
}
