/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingLimitTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Property(tries = 300)
    void no_period_wherever_it_begins_has_more_than_are_allowed(
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 40) Long> minutesBetween) {
        SlidingLimit limit = new SlidingLimit(most, HOUR);
        List<Long> granted = new ArrayList<>();
        long now = Long.MAX_VALUE - HOUR.toNanos(); // the clock's numbers may run over
        for (long minutes : minutesBetween) {
            now += Duration.ofMinutes(minutes).toNanos();
            if (limit.untilNext(now).isZero()) {
                limit.take(now);
                granted.add(now);
            }
        }
        for (long begin : granted) {
            assertThat(granted)
                    .filteredOn(at -> at - begin >= 0 && at - begin < HOUR.toNanos())
                    .hasSizeLessThanOrEqualTo(most);
        }
    }

    @Test
    void says_exactly_when_the_next_may_be_taken() {
        SlidingLimit limit = new SlidingLimit(2, HOUR);
        limit.take(0);
        limit.take(Duration.ofMinutes(10).toNanos());
        long later = Duration.ofMinutes(25).toNanos();

        Duration wait = limit.untilNext(later);

        assertThat(wait).isEqualTo(Duration.ofMinutes(35));
        assertThat(limit.untilNext(later + wait.toNanos() - 1)).isEqualTo(Duration.ofNanos(1));
        assertThat(limit.untilNext(later + wait.toNanos())).isZero();
    }

    @Test
    void what_is_given_back_can_be_taken_again() {
        SlidingLimit limit = new SlidingLimit(1, HOUR);
        limit.take(7);
        limit.giveBack(7);

        assertThat(limit.untilNext(8)).isZero();
        assertThat(limit.used(8)).isZero();
    }
}
