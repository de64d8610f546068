/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void gives_its_count_at_once_and_then_one_by_one() {
        Allowance bucket = new Allowance(3, Duration.ofSeconds(60), 5);

        assertThat(bucket.take(5)).isTrue();
        assertThat(bucket.take(5)).isTrue();
        assertThat(bucket.take(5)).isTrue();
        assertThat(bucket.take(5)).isFalse();
        assertThat(bucket.untilNext(5)).isEqualTo(Duration.ofSeconds(20));
        assertThat(bucket.take(5 + 20 * SECOND)).isTrue();
        assertThat(bucket.take(5 + 39 * SECOND)).isFalse();
        assertThat(bucket.take(5 + 40 * SECOND)).isTrue();
    }

    @Property
    void never_gives_more_than_twice_its_count_in_its_time(
            @ForAll @IntRange(min = 1, max = 50) int count, @ForAll long seed) {
        Random random = new Random(seed);
        Allowance bucket = new Allowance(count, Duration.ofMinutes(1), 0);
        int given = 0;
        for (long now = 0; now < 60 * SECOND; now += random.nextLong(SECOND)) {
            given += bucket.take(now) ? 1 : 0;
        }
        assertThat(given).isBetween(1, 2 * count);
    }

    /** A thousand gateways lose their proxy at the same moment, and it is back 20 s later. */
    @Property(tries = 5)
    void a_fleet_that_lost_its_proxy_comes_back_evenly_spread(@ForAll long seed) {
        Random random = new Random(seed);
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
        int[] dialsInTenths = new int[10 * 80];
        for (int gateway = 0; gateway < 1000; gateway++) {
            double at = 0;
            for (int dial = 1; at < 20; dial++) {
                at += backoff.after(dial, random).toNanos() / 1e9;
                dialsInTenths[(int) (at * 10)]++;
            }
        }

        int[] whenBack = Arrays.copyOfRange(dialsInTenths, 200, dialsInTenths.length);
        assertThat(Arrays.stream(whenBack).sum()).isEqualTo(1000);
        assertThat(Arrays.stream(whenBack).max().orElseThrow()).isLessThan(26);
    }

    @Property
    void waits_grow_within_their_bounds(
            @ForAll @IntRange(min = 1, max = 1000) int failures, @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

        Duration wait = backoff.after(failures, new Random(seed));

        long whole = failures > 5 ? 30 : 1L << (failures - 1);
        assertThat(wait).isBetween(Duration.ofNanos(1), Duration.ofSeconds(whole));
    }
}
