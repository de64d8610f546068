/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OctetsTest {

    @Property
    void read_the_texts_that_they_write(@ForAll byte[] content) {
        Octets octets = Octets.of(content);

        assertThat(Octets.fromHex(octets.hex())).isEqualTo(octets).hasSameHashCodeAs(octets);
        assertThat(Octets.fromBase64(octets.base64())).isEqualTo(octets);
        assertThat(octets.toArray()).isEqualTo(content);
    }

    @Test
    void do_not_change_with_the_array_they_came_from_or_went_to() {
        byte[] content = {1, 2, 3};
        Octets octets = Octets.of(content);

        content[0] = 9;
        octets.toArray()[1] = 9;

        assertThat(octets).hasToString("010203");
    }

    @Test
    void read_base64_without_padding_too() {
        assertThat(Octets.fromBase64("0QE")).isEqualTo(Octets.fromHex("d101"));
    }

    @Test
    void give_single_octets_unsigned_and_slices() {
        Octets octets = Octets.fromHex("00ff10");

        assertThat(octets.at(1)).isEqualTo(255);
        assertThat(octets.slice(1, 3)).isEqualTo(Octets.fromHex("ff10"));
        assertThat(octets.slice(3, 3)).isSameAs(Octets.EMPTY);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> octets.slice(1, 4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> octets.slice(2, 1));
    }

    @Test
    void refuse_what_is_no_hexadecimal_or_base64() {
        assertThatIllegalArgumentException().isThrownBy(() -> Octets.fromHex("0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Octets.fromHex("0g"));
        assertThatIllegalArgumentException().isThrownBy(() -> Octets.fromBase64("0Q-_"));
    }
}
