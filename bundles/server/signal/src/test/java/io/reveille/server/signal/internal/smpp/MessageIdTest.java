/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MessageIdTest {

    @Test
    void an_id_is_spelt_as_it_came_first() {
        assertThat(MessageId.spellings("0017")).containsExactly("17", "11", "23");
        assertThat(MessageId.spellings(" 1A2B ")).containsExactly("1a2b", "6699");
        assertThat(MessageId.spellings("x-1")).containsExactly("x-1");
        assertThat(MessageId.spellings("000")).containsExactly("0");
        assertThat(MessageId.spellings("")).containsExactly("");
    }

    @Property
    void numbers_are_known_in_either_base(@ForAll @LongRange(min = 0) long number) {
        String decimal = "%020d".formatted(number);
        String hexadecimal = "%016X".formatted(number);

        assertThat(MessageId.spellings(decimal)).contains(MessageId.plain(hexadecimal));
        assertThat(MessageId.spellings(hexadecimal)).contains(MessageId.plain(decimal));
    }

    @Property
    void any_id_has_short_spellings(@ForAll String id) {
        assertThat(MessageId.spellings(id)).isNotEmpty().allMatch(s -> s.length() <= 130);
    }
}
