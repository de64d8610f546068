/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
    private final MovableClock clock = new MovableClock();

    @Test
    void rise_even_when_the_clock_stands_or_goes_back() {
        SessionKeys keys = new SessionKeys(clock, Optional.empty());
        String last = "";
        for (int i = 0; i < 100_000; i++) {
            if (i % 1000 == 0) {
                clock.advance(Duration.ofSeconds(i % 2000 == 0 ? 5 : -10));
            }
            String next = keys.next();
            assertThat(next).hasSize(13).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void go_on_after_the_newest_of_before() {
        String newest = new SessionKeys(clock, Optional.empty()).next();
        clock.advance(Duration.ofDays(-365));

        assertThat(new SessionKeys(clock, Optional.of(newest)).next()).isGreaterThan(newest);
    }
}
