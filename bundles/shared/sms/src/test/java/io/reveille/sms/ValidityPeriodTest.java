/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.sms.ValidityPeriod.Enhanced;
import io.reveille.sms.ValidityPeriod.Relative;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TS 23.040, 9.2.3.12. */
class ValidityPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT5M",
        "1, PT10M",
        "143, PT12H",
        "144, PT12H30M",
        "167, PT24H",
        "168, P2D",
        "196, P30D",
        "197, P35D",
        "255, P441D"
    })
    void relative_periods(int octet, Duration duration) {
        assertThat(new Relative(octet).duration()).isEqualTo(duration);
        assertThat(ValidityPeriod.relative(duration)).isEqualTo(new Relative(octet));
    }

    @Test
    void a_relative_period_is_never_shorter_than_asked_and_never_a_step_too_long() {
        for (int octet = 1; octet < 256; octet++) {
            Duration longer = new Relative(octet - 1).duration().plusSeconds(1);

            assertThat(ValidityPeriod.relative(longer)).isEqualTo(new Relative(octet));
        }
        assertThat(ValidityPeriod.relative(Duration.ZERO)).isEqualTo(new Relative(0));
    }

    @Test
    void what_does_not_fit_is_refused() {
        for (Duration duration :
                new Duration[] {Duration.ofSeconds(-1), Duration.ofDays(441).plusSeconds(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ValidityPeriod.relative(duration));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Enhanced.seconds(0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> Enhanced.seconds(256, false));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000, false,", // no period
        "40000000000000, true,", // single shot, no period
        "01A70000000000, false, PT24H", // relative
        "421E0000000000, true, PT30S", // seconds
        "02000000000000, false,", // 0 seconds is reserved
        "03103254000000, false, PT1H23M45S", // hours, minutes, seconds in semi-octets
        "03A03254000000, false,", // not in semi-octets
        "04000000000000, false,", // reserved
        "82010000000000, false," // extended
    })
    void enhanced_periods(String hex, boolean singleShot, Duration duration) {
        Enhanced enhanced = new Enhanced(OctetString.fromHex(hex));

        assertThat(enhanced.singleShot()).isEqualTo(singleShot);
        assertThat(enhanced.duration().orElse(null)).isEqualTo(duration);
    }
}
