/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.SealingPublicKey;
import org.junit.jupiter.api.Test;

class CounterSeriesTest {

    private static final SealingPublicKey SENDER = SealingKeyPair.generate().publicKey();
    private static final SealingPublicKey GATEWAY = SealingKeyPair.generate().publicKey();
    private static final SealingPublicKey OTHER = SealingKeyPair.generate().publicKey();

    @Test
    void is_another_one_for_another_sender_gateway_or_recipient() {
        CounterSeries series = CounterSeries.of(SENDER, GATEWAY, Fleet.NUMBER);

        assertThat(CounterSeries.of(SENDER, GATEWAY, Fleet.NUMBER)).isEqualTo(series);
        assertThat(CounterSeries.of(OTHER, GATEWAY, Fleet.NUMBER)).isNotEqualTo(series);
        assertThat(CounterSeries.of(SENDER, OTHER, Fleet.NUMBER)).isNotEqualTo(series);
        assertThat(CounterSeries.of(SENDER, GATEWAY, Msisdn.parse("+1"))).isNotEqualTo(series);
    }

    @Test
    void is_another_one_for_a_number_and_a_text_with_the_same_octets() {
        Msisdn number = Msisdn.parse("+414243444546475");
        LongRecipient text = new LongRecipient("ABCDEFG_");
        assertThat(text.canonical()).isEqualTo(number.canonical());

        assertThat(CounterSeries.of(SENDER, GATEWAY, number))
                .isNotEqualTo(CounterSeries.of(SENDER, GATEWAY, text));
    }

    @Test
    void has_16_octets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CounterSeries(Octets.of(new byte[15])));
    }
}
