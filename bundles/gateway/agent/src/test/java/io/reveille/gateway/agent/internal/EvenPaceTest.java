/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.Verdict;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvenPaceTest {
    @ParameterizedTest
    @EnumSource(names = {"NOT_OPENED", "REPLAYED", "EXPIRED", "AUDIT_UNAVAILABLE"})
    void a_verdict_that_depends_on_keys_is_held_back_to_the_next_beat(RefusalReason reason) {
        Duration spent = Duration.ofMillis(70);
        long since = System.nanoTime() - spent.toNanos();

        EvenPace.keep(since, new Verdict.Refused(reason, ""));

        assertThat(Duration.ofNanos(System.nanoTime() - since))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
}
