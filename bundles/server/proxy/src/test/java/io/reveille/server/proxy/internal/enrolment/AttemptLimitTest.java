/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.IpLiterals;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
    private static final Source ONE = Source.of(IpLiterals.parse("192.0.2.1"));

    private final AtomicLong now = new AtomicLong(-5);
    private final AttemptLimit limit = new AttemptLimit(3, Duration.ofNanos(100), now::get);

    @Test
    void admits_a_burst_and_then_one_in_each_interval() {
        assertThat(admitted(5)).isEqualTo(3);
        now.addAndGet(99);
        assertThat(admitted(1)).isZero();
        now.addAndGet(1);
        assertThat(admitted(2)).isEqualTo(1);
        now.addAndGet(1_000_000);
        assertThat(admitted(5)).isEqualTo(3);
    }

    @Test
    void takes_the_addresses_of_one_ipv6_site_for_one_source() {
        assertThat(Source.of(IpLiterals.parse("2001:db8::1")))
                .isEqualTo(Source.of(IpLiterals.parse("2001:db8::ffff:1")))
                .isNotEqualTo(Source.of(IpLiterals.parse("2001:db8:0:1::1")));
        assertThat(Source.of(IpLiterals.parse("192.0.2.2"))).isNotEqualTo(ONE);
    }

    @Test
    void does_not_mix_sources_up_and_remembers_no_more_than_it_should() {
        assertThat(admitted(4)).isEqualTo(3);
        for (int i = 0; i < AttemptLimit.CAPACITY; i++) {
            assertThat(limit.admits(new Source(i, true))).isTrue();
        }
        // forgotten, and so admitted again
        assertThat(admitted(4)).isEqualTo(3);
    }

    @Property
    void never_admits_more_than_burst_and_elapsed_time_allow(
            @ForAll @Size(min = 1, max = 200) int[] steps, @ForAll @IntRange(max = 100) int most) {
        long start = now.get();
        int admitted = 0;
        for (int step : steps) {
            now.addAndGet(Math.floorMod(step, most + 1));
            admitted += admitted(1);
        }
        assertThat(admitted).isLessThanOrEqualTo((int) (3 + (now.get() - start) / 100));
    }

    private int admitted(int attempts) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            admitted += limit.admits(ONE) ? 1 : 0;
        }
        return admitted;
    }
}
