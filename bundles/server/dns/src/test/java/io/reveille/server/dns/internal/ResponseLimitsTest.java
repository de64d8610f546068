/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import static io.reveille.server.dns.internal.ResponseLimits.Verdict.DROP;
import static io.reveille.server.dns.internal.ResponseLimits.Verdict.SEND;
import static io.reveille.server.dns.internal.ResponseLimits.Verdict.TRUNCATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.dns.internal.ResponseLimits.Verdict;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.IpLiterals;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseLimitsTest {
    private long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3); // and over the edge

    private final ResponseLimits limits =
            new ResponseLimits(
                    new RateSettings(5, 20, 2, CidrBlock.parseList("10.0.0.0/8")), () -> nanos);

    @Test
    void one_network_gets_so_many_of_the_same_and_more_after_a_while() {
        assertThat(ask("198.51.100.1", "a", 5)).containsOnly(SEND);
        assertThat(ask("198.51.100.200", "a", 4)).containsExactly(DROP, TRUNCATE, DROP, TRUNCATE);
        assertThat(ask("198.51.100.1", "b", 1)).containsOnly(SEND);
        assertThat(ask("198.51.101.1", "a", 1)).containsOnly(SEND);
        nanos += TimeUnit.SECONDS.toNanos(10);
        assertThat(ask("198.51.100.1", "a", 5)).containsOnly(SEND);
        assertThat(ask("198.51.100.1", "a", 1)).containsOnly(DROP);
    }

    @Test
    void one_network_gets_so_many_of_all_together() {
        List<Verdict> verdicts =
                IntStream.range(0, 30)
                        .mapToObj(i -> ask("2001:db8:0:" + i + "::1", "name " + i, 1).get(0))
                        .toList();

        assertThat(verdicts.subList(0, 20)).containsOnly(SEND);
        assertThat(verdicts.subList(20, 30)).doesNotContain(SEND);
        assertThat(ask("2001:db8:0:100::1", "other network", 1)).containsOnly(SEND);
    }

    @Test
    void networks_that_are_exempt_are_not_counted() {
        assertThat(ask("10.9.8.7", "a", 1000)).containsOnly(SEND);
    }

    private List<Verdict> ask(String asker, String kind, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> limits.judge(IpLiterals.parse(asker), kind))
                .toList();
    }
}
