/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private double random;
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> random);

    @Test
    void pauses_double_up_to_the_longest() {
        assertThat(backoff.next()).hasSeconds(1);
        assertThat(backoff.next()).hasSeconds(2);
        assertThat(backoff.next()).hasSeconds(4);
        for (int i = 0; i < 1_000; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).hasSeconds(60);
    }

    @Test
    void chance_shortens_a_pause_by_up_to_a_half() {
        random = 1;
        assertThat(backoff.next()).hasMillis(500);
        random = 0.5;
        assertThat(backoff.next()).hasMillis(1500);
    }

    @Test
    void success_begins_with_the_shortest_again() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).hasSeconds(1);
    }
}
