/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalCharge;
import io.reveille.server.registry.SignalSum;
import io.reveille.server.registry.Silence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSignalLedgerTest {
    private final MovableClock clock = new MovableClock();
    @TempDir Path home;

    @Test
    void keeps_charges_across_a_restart_in_order_of_time() {
        SignalCharge first = charge("pump-1", SignalChannel.SMS, "0.075 EUR");
        SignalCharge second;
        try (ServerRegistry server = open()) {
            server.signals().charge(first);
            clock.advance(Duration.ofMinutes(1));
            second = charge("pump-2", SignalChannel.MQTT, "");
            server.signals().charge(second);
        }
        try (ServerRegistry server = open()) {
            assertThat(server.signals().since(Instant.EPOCH)).containsExactly(first, second);
            assertThat(server.signals().since(second.at())).containsExactly(second);
        }
    }

    @Test
    void sums_up_by_gateway_channel_and_currency() {
        try (ServerRegistry server = open()) {
            server.signals().charge(charge("pump-1", SignalChannel.SMS, "0.075 EUR"));
            server.signals().charge(charge("pump-1", SignalChannel.SMS, "0.08 EUR"));
            server.signals().charge(charge("pump-1", SignalChannel.EMAIL, ""));
            server.signals().charge(charge("pump-2", SignalChannel.SMS, "0.05 USD"));

            assertThat(server.signals().sums(Instant.EPOCH))
                    .containsExactly(
                            new SignalSum("pump-1", SignalChannel.EMAIL, 1, Optional.empty()),
                            new SignalSum(
                                    "pump-1",
                                    SignalChannel.SMS,
                                    2,
                                    Optional.of(Money.parse("0.155 EUR"))),
                            new SignalSum(
                                    "pump-2",
                                    SignalChannel.SMS,
                                    1,
                                    Optional.of(Money.parse("0.05 USD"))));
        }
    }

    @Test
    void strikes_out_the_one_that_was_not_sent() {
        SignalCharge kept = charge("pump-1", SignalChannel.SMS, "");
        SignalCharge other = charge("pump-2", SignalChannel.SMS, "");
        try (ServerRegistry server = open()) {
            List.of(kept, kept, other).forEach(server.signals()::charge);

            server.signals().refund(kept);

            assertThat(server.signals().since(Instant.EPOCH)).containsExactly(kept, other);
        }
    }

    @Test
    void remembers_who_does_not_answer_until_he_does() {
        Silence first = new Silence("pump-1", 3, clock.instant().plusSeconds(60));
        Silence second = new Silence("pump-2", 1, clock.instant());
        try (ServerRegistry server = open()) {
            server.signals().silent(new Silence("pump-1", 2, clock.instant()));
            server.signals().silent(first);
            server.signals().silent(second);
        }
        try (ServerRegistry server = open()) {
            assertThat(server.signals().silences()).containsExactly(first, second);
            server.signals().answered("pump-1");
            assertThat(server.signals().silences()).containsExactly(second);
        }
    }

    @Test
    void drops_what_is_older_than_a_month() {
        try (ServerRegistry server = open()) {
            server.signals().charge(charge("pump-1", SignalChannel.SMS, ""));
        }
        clock.advance(StoredSignalLedger.KEPT.plusSeconds(1));
        try (ServerRegistry server = open()) {
            server.signals().charge(charge("pump-2", SignalChannel.SMS, ""));

            assertThat(server.signals().since(Instant.EPOCH))
                    .extracting(SignalCharge::gatewayId)
                    .containsExactly("pump-2");
        }
    }

    private ServerRegistry open() {
        return Fleet.open(Fleet.settings(home), clock);
    }

    private SignalCharge charge(String gateway, SignalChannel channel, String cost) {
        return new SignalCharge(
                clock.instant(),
                gateway,
                "192.0.2.7",
                channel,
                "smpp",
                Optional.of(cost).filter(text -> !text.isEmpty()).map(Money::parse));
    }
}
