/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.protocol.SignalChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write about signals, and what comes of it. */
class WakePolicyTest {
    @Test
    void reads_channels_and_order_as_it_writes_them() {
        WakePolicy policy =
                new WakePolicy(WakePolicy.channels(" SMS, mqtt"), WakePolicy.order("Healthy"));

        assertThat(policy.channels()).containsExactly(SignalChannel.SMS, SignalChannel.MQTT);
        assertThat(policy.channelsText()).isEqualTo("sms,mqtt");
        assertThat(policy.orderText()).isEqualTo("healthy");
        assertThat(policy.allows(SignalChannel.EMAIL)).isFalse();
        assertThat(policy.preference(SignalChannel.MQTT)).isOne();
        assertThat(WakePolicy.DEFAULT.allows(SignalChannel.EMAIL)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pigeon", "sms,", ",", "sms;mqtt"})
    void refuses_what_is_no_channel(String text) {
        assertThatThrownBy(() -> WakePolicy.channels(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sms, email, mqtt");
    }

    @Test
    void refuses_a_channel_named_twice() {
        List<SignalChannel> twice = List.of(SignalChannel.SMS, SignalChannel.SMS);

        assertThatThrownBy(() -> new WakePolicy(twice, WakeOrder.PARALLEL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reads_amounts_and_rates_as_it_writes_them() {
        assertThat(Money.parse("0.075 EUR")).isEqualTo(new Money(75_000, "EUR"));
        assertThat(Money.parse("12USD")).hasToString("12 USD");
        assertThat(SignalRate.parse("60/min"))
                .isEqualTo(new SignalRate(60, Duration.ofMinutes(1)))
                .hasToString("60/min");
        assertThat(Money.parse("0.01 EUR")).isLessThan(Money.parse("0.011 EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EUR", "1,5 EUR", "1 eur", "-1 EUR", "0.0000001 EUR", "1e3 EUR"})
    void refuses_what_is_no_amount(String text) {
        assertThatThrownBy(() -> Money.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10/fortnight", "0/s", "99999999/s", "-1/s"})
    void refuses_what_is_no_rate(String text) {
        assertThatThrownBy(() -> SignalRate.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pump", "a@b@c", "a b@c", "a@b\nc", "<a@b>", "a@b, c@d", "@b", "a@"})
    void refuses_what_is_no_mailbox(String text) {
        assertThatThrownBy(
                        () ->
                                new GatewayReach(
                                        Optional.empty(), Optional.of(text), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e-mail address");
    }
}
