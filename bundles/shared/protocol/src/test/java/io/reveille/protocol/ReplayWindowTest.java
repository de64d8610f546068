/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    @Test
    void refuses_nothing_while_it_is_empty() {
        assertThat(ReplayWindow.EMPTY.refuses(0)).isFalse();
        assertThat(ReplayWindow.EMPTY.refuses(AccessRequest.MAXIMUM_COUNTER)).isFalse();
    }

    @Test
    void is_64_counters_wide() {
        ReplayWindow window = ReplayWindow.EMPTY.with(1000);

        assertThat(window.refuses(1000)).isTrue();
        assertThat(window.refuses(999)).isFalse();
        assertThat(window.refuses(937)).isFalse();
        assertThat(window.refuses(936)).isTrue();
        assertThat(window.refuses(0)).isTrue();
        assertThat(window.refuses(1001)).isFalse();
    }

    @Test
    void remembers_what_it_saw_while_it_moves() {
        ReplayWindow window = ReplayWindow.EMPTY.with(10).with(12).with(11);

        assertThat(window.with(73).refuses(10)).isTrue();
        assertThat(window.with(73).refuses(13)).isFalse();
        assertThat(window.with(76).refuses(12)).as("too old to tell").isTrue();
    }

    @Test
    void forgets_everything_by_a_leap_as_wide_as_itself() {
        ReplayWindow window = ReplayWindow.EMPTY.with(10).with(12);

        assertThat(window.with(75)).isEqualTo(new ReplayWindow(75, 1L << 63 | 1));
        assertThat(window.with(76)).isEqualTo(new ReplayWindow(76, 1));
        assertThat(window.with(77)).isEqualTo(new ReplayWindow(77, 1));
    }

    @Test
    void works_up_to_the_last_counter() {
        ReplayWindow window = ReplayWindow.EMPTY.with(0).with(AccessRequest.MAXIMUM_COUNTER);

        assertThat(window.refuses(AccessRequest.MAXIMUM_COUNTER)).isTrue();
        assertThat(window.refuses(AccessRequest.MAXIMUM_COUNTER - 1)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.with(AccessRequest.MAXIMUM_COUNTER + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ReplayWindow.EMPTY.with(-1));
    }

    @Test
    void refuses_to_contradict_itself() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow(5, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow(-2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow(1L << 32, 1));
    }

    @Test
    void closed_up_to_a_counter_refuses_everything_below() {
        ReplayWindow window = ReplayWindow.closedUpTo(100);

        for (long counter = 0; counter <= 100; counter++) {
            assertThat(window.refuses(counter)).isTrue();
        }
        assertThat(window.refuses(101)).isFalse();
    }

    @Property
    void accepts_each_counter_once_and_none_that_left_the_window(
            @ForAll("arrivals") List<Long> arrivals) {
        ReplayWindow window = ReplayWindow.EMPTY;
        Set<Long> seen = new HashSet<>();
        long highest = -1;
        for (long counter : arrivals) {
            boolean expected = seen.contains(counter) || counter <= highest - ReplayWindow.WIDTH;
            assertThat(window.refuses(counter)).isEqualTo(expected);
            window = window.with(counter);
            seen.add(counter);
            highest = Math.max(highest, counter);
            assertThat(window.highest()).isEqualTo(highest);
        }
    }

    /** Mostly close together, so that they meet inside the window, and now and then a leap. */
    @Provide
    Arbitrary<List<Long>> arrivals() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 150),
                        Arbitraries.longs().between(0, 150),
                        Arbitraries.longs().between(0, AccessRequest.MAXIMUM_COUNTER))
                .list()
                .ofMaxSize(200);
    }
}
