/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealingPublicKeyTest {

    @Test
    void reads_the_text_that_it_writes() {
        SealingPublicKey key = SealingKeyPair.generate().publicKey();

        assertThat(key.base64()).hasSize(44);
        assertThat(SealingPublicKey.fromBase64(key.base64())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void refuses_other_lengths(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealingPublicKey(Octets.of(new byte[length])))
                .withMessage("a sealing key has 32 octets, not " + length);
    }

    @ParameterizedTest
    @MethodSource("points_of_low_order")
    void refuses_points_of_low_order(String point) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealingPublicKey(Octets.fromHex(point)))
                .withMessageContaining("low order");
    }

    /** The u-coordinates of order 1, 2, 4 and 8 on Curve25519 and its twist, reduced and not. */
    static Stream<String> points_of_low_order() {
        return Stream.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }
}
