/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.KEYS;
import static io.reveille.protocol.Fleet.NUMBER;
import static io.reveille.protocol.Fleet.SENDER;
import static io.reveille.protocol.Fleet.changed;
import static io.reveille.protocol.Fleet.request;
import static io.reveille.protocol.Fleet.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes in place of a sealed request is refused, and in one and the same way once it gets
 * as far as opening.
 */
class HostileRequestTest {

    private final Octets sealed = sealed(request(1));

    @ParameterizedTest
    @EnumSource
    void refuses_a_request_in_which_any_bit_was_flipped(Suite suite) {
        Octets whole =
                AccessRequestSealer.seal(
                                request(1), SENDER, Fleet.GATEWAY_KEY, suite, SignalChannel.SMS)
                        .octets();

        IntStream.range(0, 8 * whole.length())
                .forEach(
                        bit -> {
                            int index = bit / 8;
                            Octets flipped = changed(whole, index, whole.at(index) ^ 1 << bit % 8);
                            RefusalReason reason = refused(flipped);
                            if (index >= 6) {
                                assertThat(reason).isEqualTo(RefusalReason.NOT_OPENED);
                            }
                        });
    }

    @Test
    void refuses_a_request_that_is_cut_or_lengthened() {
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(refused(sealed.slice(0, length)))
                    .isIn(RefusalReason.TOO_SHORT, RefusalReason.NOT_OPENED);
        }
        Octets longer = Octets.of(Arrays.copyOf(sealed.toArray(), sealed.length() + 1));
        assertThat(refused(longer)).isEqualTo(RefusalReason.NOT_OPENED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            })
    void refuses_hostile_encapsulated_keys_like_any_other(String enc) {
        byte[] octets = sealed.toArray();
        System.arraycopy(Octets.fromHex(enc).toArray(), 0, octets, 6, 32);

        assertThat(refused(Octets.of(octets))).isEqualTo(RefusalReason.NOT_OPENED);
    }

    @Property
    void any_octets_are_refused(@ForAll @Size(max = 400) byte[] octets) {
        assertThat(refused(Octets.of(octets))).isNotNull();
    }

    @Property
    void any_octets_after_a_header_are_refused(@ForAll @Size(min = 86, max = 372) byte[] rest) {
        byte[] octets = Arrays.copyOf(sealed.toArray(), 6 + rest.length);
        System.arraycopy(rest, 0, octets, 6, rest.length);

        assertThat(refused(Octets.of(octets))).isEqualTo(RefusalReason.NOT_OPENED);
    }

    private static RefusalReason refused(Octets octets) {
        try {
            throw new AssertionError(
                    "opened "
                            + new AccessRequestOpener(KEYS)
                                    .examine(octets)
                                    .open(SignalChannel.SMS, List.of(NUMBER)));
        } catch (AccessRefusedException refused) {
            return refused.reason();
        }
    }
}
