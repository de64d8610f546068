/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    private final RoundTrip roundTrip = new RoundTrip();

    @Test
    void patience_follows_the_round_trip() {
        measured(Duration.ofMillis(120), 50);
        assertThat(Duration.ofNanos(roundTrip.patience()))
                .isBetween(Duration.ofMillis(3960), Duration.ofMillis(4000));
        assertThat(Duration.ofNanos(roundTrip.pause()))
                .isBetween(Duration.ofMillis(1240), Duration.ofMillis(1250));

        measured(Duration.ofMillis(1200), 50); // now behind a full queue
        assertThat(Duration.ofNanos(roundTrip.patience())).isGreaterThan(Duration.ofSeconds(12));
    }

    @Test
    void round_trips_that_vary_make_patient() {
        for (int i = 0; i < 20; i++) {
            measured(Duration.ofMillis(100), 1);
            measured(Duration.ofMillis(700), 1);
        }
        assertThat(Duration.ofNanos(roundTrip.patience())).isGreaterThan(Duration.ofSeconds(7));
    }

    @Test
    void a_peer_of_whom_nothing_is_known_is_taken_for_one_on_a_bad_network() {
        assertThat(Duration.ofNanos(roundTrip.patience())).isEqualTo(Duration.ofSeconds(7));
    }

    private void measured(Duration time, int times) {
        for (int i = 0; i < times; i++) {
            roundTrip.measured(time.toNanos());
        }
    }
}
