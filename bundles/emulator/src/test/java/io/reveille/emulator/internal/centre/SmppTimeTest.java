/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppTimeTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "000000000500000R,PT5M",
        "000001000000000R,PT24H",
        "000100000000000R,PT720H",
        "261101120001000+,PT1S",
        "261101130001504+,PT1.5S", // an hour east
        "261101110001004-,PT1S", // an hour west
        "261101110000000+,PT0S",
        "000000000000000R,PT0S"
    })
    void a_time_is_so_far_away(String text, Duration left) {
        assertThat(SmppTime.until(text, NOW)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "R",
                "00000000050000R",
                "261301120000000+",
                "261101120000099+",
                "26110112000000X+"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> SmppTime.until(text, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
