/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Over a network with a buffer without end, in a time of its own. */
class SendPaceTest {

    private static final int FAST = 2_500_000;
    private static final int NEARLY_FAST = 2_250_000;
    private static final int SLOW = 250_000;
    private static final int NEARLY_SLOW = 200_000;

    @Test
    void a_slow_network_is_kept_busy_with_a_queue_of_half_a_round_trip() {
        SlowNetwork network = new SlowNetwork(FAST, Duration.ofMillis(60));
        network.run(Duration.ofSeconds(3));

        SlowNetwork.Seen seen = network.run(Duration.ofSeconds(30));

        assertThat(seen.octetsPerSecond()).isGreaterThan(NEARLY_FAST);
        assertThat(seen.longestQueue()).isLessThan(Duration.ofMillis(120));
    }

    @Test
    void a_keystroke_waits_for_less_than_a_round_trip_whatever_the_pace_is_about() {
        SlowNetwork network = new SlowNetwork(FAST, Duration.ofMillis(60));
        network.types();

        assertThat(network.run(Duration.ofSeconds(60)).slowestKeystroke())
                .isLessThan(Duration.ofMillis(60 + 120));
    }

    @Test
    void the_beginning_fills_no_queue_for_long() {
        SlowNetwork network = new SlowNetwork(FAST, Duration.ofMillis(60));

        assertThat(network.run(Duration.ofSeconds(3)).longestQueue())
                .isLessThan(Duration.ofMillis(120));
        assertThat(network.run(Duration.ofSeconds(1)).longestQueue())
                .isLessThan(Duration.ofMillis(90));
    }

    @Test
    void a_network_that_gets_slower_is_given_less_and_then_more_again() {
        SlowNetwork network = new SlowNetwork(FAST, Duration.ofMillis(60));
        network.run(Duration.ofSeconds(5));

        network.rate(SLOW);
        network.run(Duration.ofSeconds(6));
        SlowNetwork.Seen slow = network.run(Duration.ofSeconds(3));
        network.rate(FAST);
        network.run(Duration.ofSeconds(4));
        SlowNetwork.Seen fast = network.run(Duration.ofSeconds(3));

        assertThat(slow.longestQueue()).isLessThan(Duration.ofMillis(120));
        assertThat(slow.octetsPerSecond()).isGreaterThan(NEARLY_SLOW);
        assertThat(fast.octetsPerSecond()).isGreaterThan(NEARLY_FAST);
    }

    @Test
    void a_sender_that_never_used_its_pace_is_held_back_once_its_octets_queue() {
        SlowNetwork network = new SlowNetwork(40 * FAST, Duration.ofMillis(60));
        network.window(2_000_000);
        network.run(Duration.ofSeconds(5));

        network.rate(FAST);
        network.run(Duration.ofSeconds(6));
        SlowNetwork.Seen seen = network.run(Duration.ofSeconds(30));

        assertThat(seen.octetsPerSecond()).isGreaterThan(NEARLY_FAST);
        assertThat(seen.longestQueue()).isLessThan(Duration.ofMillis(120));
    }

    @Test
    void a_network_that_got_slower_in_a_pause_is_not_flooded() {
        SlowNetwork network = new SlowNetwork(40 * FAST, Duration.ofMillis(60));
        network.window(2_000_000);
        network.run(Duration.ofSeconds(5));

        network.pause(Duration.ofSeconds(3));
        network.rate(FAST);

        assertThat(network.run(Duration.ofSeconds(3)).longestQueue())
                .isLessThan(Duration.ofMillis(120));
        assertThat(network.run(Duration.ofSeconds(30)).octetsPerSecond())
                .isGreaterThan(NEARLY_FAST);
    }

    @Test
    void answers_that_wait_on_their_way_back_do_not_hold_octets_back() {
        SlowNetwork network = new SlowNetwork(FAST, Duration.ofMillis(60));
        network.run(Duration.ofSeconds(3));

        network.back(Duration.ofMillis(120));
        network.run(Duration.ofSeconds(8));

        assertThat(network.run(Duration.ofSeconds(5)).octetsPerSecond()).isGreaterThan(NEARLY_FAST);
    }

    @Test
    void a_quick_network_is_hardly_held_back() {
        SlowNetwork network = new SlowNetwork(400_000_000, Duration.ofNanos(50_000));
        network.run(Duration.ofMillis(200));

        assertThat(network.run(Duration.ofMillis(300)).octetsPerSecond())
                .isGreaterThan(360_000_000);
    }

    @Test
    void a_quick_network_that_stood_still_for_a_moment_is_soon_quick_again() {
        for (int millis = 0; millis < 100; millis++) {
            SlowNetwork network = new SlowNetwork(400_000_000, Duration.ofNanos(50_000));
            network.answersComeTogether();
            network.run(Duration.ofMillis(millis));
            network.standsStill(Duration.ofMillis(30));
            network.run(Duration.ofMillis(500));

            assertThat(network.run(Duration.ofSeconds(1)).octetsPerSecond())
                    .as("stood still after %d ms", millis)
                    .isGreaterThan(360_000_000);
        }
    }

    @Test
    void a_far_network_whose_answers_come_together_and_late_by_chance_is_made_use_of() {
        SlowNetwork network = new SlowNetwork(5 * FAST, Duration.ofMillis(60));
        network.answersComeTogether();
        network.late(Duration.ofMillis(40));
        network.run(Duration.ofSeconds(10));

        assertThat(network.run(Duration.ofSeconds(10)).octetsPerSecond()).isGreaterThan(FAST);
    }

    @Test
    void answers_to_no_mark_are_ignored() {
        SendPace pace = new SendPace();
        pace.given(8_000);
        long mark = pace.mark(0);

        assertThat(pace.answered(mark + 1, 10, 5)).isFalse();
        assertThat(pace.onItsWay()).isEqualTo(8_000);
        assertThat(pace.answered(mark, 10, 5)).isTrue();
        assertThat(pace.onItsWay()).isZero();
        assertThat(pace.answered(mark, 10, 5)).isFalse();
    }

    @Test
    void clocks_that_make_no_sense_leave_the_pace_within_its_bounds() {
        SendPace pace = new SendPace();
        long now = 1;
        for (long clock : new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 62, 7}) {
            for (int i = 0; i < 50; i++) {
                pace.given((int) Math.max(0L, Math.min(1L << 20, pace.room())));
                long mark = pace.mark(now);
                now += 1_000_000;
                pace.answered(mark, now, clock + i);

                assertThat(pace.most()).isBetween(SendPace.LEAST, SendPace.MOST);
            }
        }
        assertThat(pace.room(4096)).isPositive();
    }
}
