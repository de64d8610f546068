/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.internal.users.AttemptLimit.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AttemptLimit limit = new AttemptLimit(3, Duration.ofSeconds(10), 100, nanos::get);

    @Test
    void allows_so_many_failures_and_then_one_for_each_span_of_time() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isEqualTo(Verdict.GO_ON);
        }
        assertThat(limit.take("a")).isEqualTo(Verdict.FIRST_REFUSED);
        assertThat(limit.take("a")).isEqualTo(Verdict.REFUSED);
        assertThat(limit.isOpen("a")).isFalse();
        assertThat(limit.take("b")).isEqualTo(Verdict.GO_ON);

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(limit.take("a")).isEqualTo(Verdict.GO_ON);
        assertThat(limit.take("a")).isEqualTo(Verdict.FIRST_REFUSED);
    }

    @Test
    void does_not_count_what_succeeded() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.take("a")).isEqualTo(Verdict.GO_ON);
            limit.giveBack("a");
        }
        assertThat(limit.remembered()).isZero();
    }

    @Test
    void remembers_no_more_than_so_many_sources() {
        for (int i = 0; i < 1000; i++) {
            limit.take("source " + i);
        }
        assertThat(limit.remembered()).isEqualTo(100);
    }

    @Test
    void counts_an_ipv6_network_as_one_source() {
        assertThat(AttemptLimits.source(IpLiterals.parse("2001:db8::1")))
                .isEqualTo(AttemptLimits.source(IpLiterals.parse("2001:db8::ffff:2")))
                .isNotEqualTo(AttemptLimits.source(IpLiterals.parse("2001:db8:0:1::1")));
    }
}
