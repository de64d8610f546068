/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GatewayStateTest {

    @Property
    void comes_back_as_it_was(
            @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long list,
            @ForAll @IntRange(max = 255) int key,
            @ForAll @IntRange(max = 255) int psk,
            @ForAll @IntRange(min = -1, max = 99_999) int days) {
        GatewayState state =
                new GatewayState(
                        list, key, psk, days < 0 ? OptionalInt.empty() : OptionalInt.of(days));

        assertThat(GatewayState.parse(state.format())).isEqualTo(state);
    }

    @Property
    void any_text_gives_a_state(@ForAll String text) {
        assertThat(GatewayState.parse(text)).isNotNull();
    }

    @Test
    void leaves_out_what_is_out_of_range_twice_or_unknown() {
        assertThat(GatewayState.parse("list=99999999999,key=256,psk=3,psk=4,colour=7,cert=x"))
                .isEqualTo(new GatewayState(0, 0, 3, OptionalInt.empty()));
        assertThat(GatewayState.parse("")).isEqualTo(GatewayState.NONE);
    }
}
