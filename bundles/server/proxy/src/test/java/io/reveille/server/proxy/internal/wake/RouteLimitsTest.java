/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RouteLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Routes ROUTE = Routes.priceless("a", SignalChannel.SMS);

    @Property
    void never_lets_more_through_than_a_burst_and_what_the_rate_allows_since(
            @ForAll @IntRange(min = 1, max = 20) int messages,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 2000) Integer> pauses) {
        TokenBucket bucket =
                new TokenBucket(new SignalRate(messages, Duration.ofSeconds(10)), -SECOND);
        long now = -SECOND;
        long taken = 0;
        for (int pause : pauses) {
            now += pause * 1_000_000L;
            long wait = bucket.take(now);
            taken += wait == 0 ? 1 : 0;

            assertThat(taken)
                    .isLessThanOrEqualTo(messages + (now + SECOND) * messages / (10 * SECOND));
            assertThat(wait).isBetween(0L, 10 * SECOND);
        }
    }

    @Test
    void lets_the_next_one_through_when_it_said() {
        TokenBucket bucket = new TokenBucket(SignalRate.parse("2/min"), 0);

        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(10 * SECOND)).isEqualTo(20 * SECOND);
        assertThat(bucket.take(30 * SECOND)).isZero();
        assertThat(bucket.take(30 * SECOND)).isEqualTo(30 * SECOND);
    }

    @Test
    void counts_each_route_apart_and_follows_a_new_rate() {
        RouteLimits limits = new RouteLimits(List.of(), Instant.EPOCH, 0);
        Routes limited = ROUTE.but(SignalRate.parse("1/h"));
        Routes other = Routes.priceless("b", SignalChannel.SMS).but(SignalRate.parse("1/h"));

        assertThat(limits.take(limited, 0)).isZero();
        assertThat(limits.take(limited, 0)).isEqualTo(3600 * SECOND);
        assertThat(limits.take(other, 0)).isZero();
        assertThat(limits.take(ROUTE, 0)).isZero();
        assertThat(limits.take(ROUTE.but(SignalRate.parse("2/h")), 0)).isZero();
    }

    @Test
    void a_restart_gives_no_route_a_new_burst() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        Routes limited = ROUTE.but(SignalRate.parse("2/h"));
        RouteLimits limits =
                new RouteLimits(
                        List.of(sent("a", now.minusSeconds(600)), sent("a", now.minusSeconds(300))),
                        now,
                        7);

        assertThat(limits.take(limited, 7)).isEqualTo(1200 * SECOND);
        assertThat(limits.take(limited, 7 + 1200 * SECOND)).isZero();
        assertThat(limits.take(limited, 7 + 1200 * SECOND)).isPositive();
    }

    private static SignalCharge sent(String route, Instant at) {
        return new SignalCharge(at, "gw7", "192.0.2.7", SignalChannel.SMS, route, Optional.empty());
    }

    @Test
    void a_silence_from_before_a_restart_goes_on() {
        CoolDown coolDown = new CoolDown(Duration.ofMinutes(15));
        coolDown.remember("gw7", CoolDown.PATIENCE, Duration.ofSeconds(40), 5);

        assertThat(coolDown.left("gw7", 5)).isEqualTo(Duration.ofSeconds(40));
        assertThat(coolDown.unanswered("gw7", 5)).isEqualTo(CoolDown.PATIENCE + 1);
        assertThat(coolDown.left("gw7", 5)).isEqualTo(Duration.ofMinutes(2));
        assertThat(coolDown.answered("gw7")).isTrue();
        assertThat(coolDown.answered("gw7")).isFalse();
    }

    @Test
    void a_gateway_that_does_not_answer_cools_down_ever_longer_until_it_does() {
        CoolDown coolDown = new CoolDown(Duration.ofMinutes(3));
        assertThat(unanswered(coolDown, CoolDown.PATIENCE - 1)).isZero();

        assertThat(unanswered(coolDown, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(unanswered(coolDown, 1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(unanswered(coolDown, 1)).isEqualTo(Duration.ofMinutes(3));
        assertThat(unanswered(coolDown, 5)).isEqualTo(Duration.ofMinutes(3));
        assertThat(coolDown.left("gw8", 0)).isZero();
        assertThat(coolDown.left("gw7", 180 * SECOND)).isZero();
        coolDown.answered("gw7");
        assertThat(coolDown.left("gw7", 0)).isZero();
        assertThat(unanswered(coolDown, 1)).isZero();
    }

    @Test
    void no_cool_down_when_it_is_turned_off() {
        assertThat(unanswered(new CoolDown(Duration.ZERO), 10)).isZero();
    }

    private static Duration unanswered(CoolDown coolDown, int times) {
        for (int i = 0; i < times; i++) {
            coolDown.unanswered("gw7", 0);
        }
        return coolDown.left("gw7", 0);
    }
}
