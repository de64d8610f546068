/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TrustedClockTest {

    @Test
    void tells_the_time_or_that_it_does_not_know() {
        Clock clock = Clock.fixed(Fleet.ISSUED, ZoneOffset.UTC);

        assertThat(TrustedClock.of(clock).now()).contains(Fleet.ISSUED);
        assertThat(TrustedClock.none().now()).isEmpty();
    }
}
