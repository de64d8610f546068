/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.proxy.internal.wake.Lane.Over;
import io.reveille.server.proxy.internal.wake.Lane.Send;
import io.reveille.server.proxy.internal.wake.Lane.Wait;
import io.reveille.server.registry.SignalRoute;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Routes FIRST = Routes.priceless("first", SignalChannel.SMS);
    private static final Routes SECOND = Routes.priceless("second", SignalChannel.SMS);
    private static final List<SignalRoute> BOTH = List.of(FIRST, SECOND);
    private static final long SECONDS = 1_000_000_000L;
    private static final long START =
            Duration.ofNanos(Long.MAX_VALUE).toNanos() - 5 * SECONDS; // nanoTime may run over

    private final Lane lane = new Lane(new Lane.Limits(Duration.ofSeconds(20), 3));

    @Test
    void gives_an_accepted_request_time_and_then_tries_the_other_route_with_more_time_each() {
        assertThat(at(0)).isEqualTo(new Send(FIRST));
        lane.sent(FIRST, START);
        lane.accepted(FIRST, START + SECONDS);

        assertThat(at(20)).isEqualTo(new Wait(START + 21 * SECONDS));
        assertThat(at(21)).isEqualTo(new Send(SECOND));
        lane.sent(SECOND, START + 21 * SECONDS);
        assertThat(at(22)).isEqualTo(new Wait(START + 61 * SECONDS));
        assertThat(at(61)).isEqualTo(new Send(FIRST));
        lane.sent(FIRST, START + 61 * SECONDS);
        assertThat(at(200)).isEqualTo(new Over());
    }

    @Test
    void goes_on_to_the_next_route_at_once_when_one_fails_and_comes_back_to_it_later() {
        lane.sent(FIRST, START);
        lane.failed(FIRST, START, true);

        assertThat(at(0)).isEqualTo(new Send(SECOND));
        lane.sent(SECOND, START);
        lane.failed(SECOND, START, true);
        assertThat(at(0)).isEqualTo(new Wait(START + SECONDS));
        assertThat(at(1)).isEqualTo(new Send(FIRST));
        lane.sent(FIRST, START + SECONDS);
        lane.failed(FIRST, START + SECONDS, true);
        assertThat(at(1)).isEqualTo(new Send(SECOND));
        lane.sent(SECOND, START + SECONDS);
        lane.failed(SECOND, START + SECONDS, true);
        assertThat(at(2)).isEqualTo(new Wait(START + 3 * SECONDS));
    }

    @Test
    void is_over_when_every_route_has_refused_for_good() {
        lane.sent(FIRST, START);
        lane.failed(FIRST, START, false);
        assertThat(at(0)).isEqualTo(new Send(SECOND));
        lane.end(SECOND);

        assertThat(at(0)).isEqualTo(new Over());
        assertThat(lane.next(List.of(), START)).isEqualTo(new Over());
    }

    @Test
    void does_not_wait_for_a_gateway_that_the_network_says_it_did_not_reach() {
        lane.sent(FIRST, START);
        lane.accepted(FIRST, START);
        lane.undelivered(FIRST, START + SECONDS);

        assertThat(at(1)).isEqualTo(new Send(SECOND));
    }

    @Test
    void takes_no_notice_of_a_late_failure_while_another_route_has_its_turn() {
        lane.sent(FIRST, START);
        assertThat(at(20)).isEqualTo(new Send(SECOND));
        lane.sent(SECOND, START + 20 * SECONDS);
        lane.failed(FIRST, START + 21 * SECONDS, true);

        assertThat(at(21)).isEqualTo(new Wait(START + 60 * SECONDS));
    }

    @Test
    void passes_over_a_route_that_is_held_back() {
        lane.hold(FIRST, START, Duration.ofSeconds(3));

        assertThat(at(0)).isEqualTo(new Send(SECOND));
        assertThat(lane.next(List.of(FIRST), START)).isEqualTo(new Wait(START + 3 * SECONDS));
        assertThat(at(3)).isEqualTo(new Send(FIRST));
    }

    private Lane.Step at(long seconds) {
        return lane.next(BOTH, START + seconds * SECONDS);
    }
}
