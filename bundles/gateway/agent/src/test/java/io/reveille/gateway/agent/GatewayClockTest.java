/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayClockTest {
    private final GatewayIdentity identity = new TestFleet().gateway("meter-17");
    private final Instant enrolled =
            identity.tls().certificate().getNotBefore().toInstant().plus(Duration.ofDays(1));
    @TempDir Path home;

    @Test
    void a_clock_within_the_life_of_the_certificate_is_trusted() {
        Instant later = enrolled.plus(Duration.ofDays(3));

        assertThat(at(later).now()).contains(later);
    }

    @Test
    void a_gateway_that_boots_in_1970_has_no_time() {
        assertThat(at(Instant.EPOCH).now()).isEmpty();
    }

    @Test
    void a_clock_beyond_the_end_of_the_certificate_is_not_trusted() {
        assertThat(at(enrolled.plus(Duration.ofDays(30_000))).now()).isEmpty();
    }

    @Test
    void a_clock_that_the_platform_calls_unset_is_not_trusted() {
        assertThat(GatewayClock.open(home, identity, fixed(enrolled), () -> false).now())
                .isEqualTo(Optional.empty());
    }

    @Test
    void a_clock_behind_the_latest_proved_time_is_not_trusted_even_after_a_restart() {
        Instant proved = enrolled.plus(Duration.ofDays(10));
        at(enrolled).proved(proved);

        assertThat(at(proved.minusSeconds(1)).now()).isEmpty();
        assertThat(at(proved.plusSeconds(1)).now()).isPresent();
    }

    @Test
    void a_proved_time_that_cannot_be_is_not_believed() {
        GatewayClock clock = at(enrolled);

        clock.proved(enrolled.plus(Duration.ofDays(30_000)));

        assertThat(clock.now()).isPresent();
    }

    @Test
    void where_the_systems_clock_cannot_be_right_the_networks_time_is_taken() {
        assertThat(at(Instant.EPOCH, Optional.of(enrolled)).now()).contains(enrolled);
        assertThat(at(Instant.EPOCH, Optional.empty()).now()).isEmpty();
    }

    @Test
    void a_network_does_not_overrule_a_clock_that_can_be_right() {
        Instant told = enrolled.plus(Duration.ofDays(2));

        assertThat(at(enrolled, Optional.of(told)).now()).contains(enrolled);
    }

    @Test
    void a_network_whose_time_cannot_be_is_not_believed() {
        Instant before = enrolled.minus(Duration.ofDays(2));
        Instant after = enrolled.plus(Duration.ofDays(30_000));

        assertThat(at(Instant.EPOCH, Optional.of(before)).now()).isEmpty();
        assertThat(at(Instant.EPOCH, Optional.of(after)).now()).isEmpty();
    }

    @Test
    void a_gateway_that_boots_in_1970_goes_by_what_its_proxy_told() {
        GatewayClock clock = at(Instant.EPOCH);
        Instant told = enrolled.plus(Duration.ofDays(3));

        assertThat(clock.told(told)).isTrue();

        assertThat(clock.now().orElseThrow()).isBetween(told, told.plus(Duration.ofMinutes(5)));
        assertThat(at(told.minusSeconds(1)).now()).isEmpty(); // proved, so kept
    }

    @Test
    void a_proxy_overrules_a_clock_that_could_have_been_right_and_the_network() {
        GatewayClock clock = at(enrolled, Optional.of(enrolled));
        Instant told = enrolled.plus(Duration.ofDays(3));

        assertThat(clock.told(told)).isTrue();

        assertThat(clock.now().orElseThrow()).isBetween(told, told.plus(Duration.ofMinutes(5)));
    }

    @Test
    void what_a_proxy_tells_is_not_believed_where_it_cannot_be() {
        GatewayClock clock = at(enrolled);

        assertThat(clock.told(enrolled.minus(Duration.ofDays(2)))).isFalse();
        assertThat(clock.told(enrolled.plus(Duration.ofDays(30_000)))).isFalse();

        assertThat(clock.now()).contains(enrolled);
    }

    @Test
    void with_a_renewed_certificate_the_time_after_the_old_ones_end_can_be() {
        Instant later = enrolled.plus(Duration.ofDays(4000));
        GatewayClock clock = at(later);
        assertThat(clock.now()).isEmpty();

        clock.certifiedUntil(later.plus(Duration.ofDays(300)));

        assertThat(clock.now()).contains(later);
    }

    @Test
    void a_damaged_file_counts_as_none() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/known-time"), "rubbish");

        assertThat(at(enrolled).now()).isPresent();
    }

    private GatewayClock at(Instant now) {
        return GatewayClock.open(home, identity, fixed(now), () -> true);
    }

    private GatewayClock at(Instant now, Optional<Instant> network) {
        return GatewayClock.open(home, identity, fixed(now), () -> true, () -> network);
    }

    private static Clock fixed(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
