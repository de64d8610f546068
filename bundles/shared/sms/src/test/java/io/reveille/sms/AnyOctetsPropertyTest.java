/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever comes is a message or the one failure. */
class AnyOctetsPropertyTest {

    @Property(tries = 20_000)
    void any_octets_are_a_message_or_the_failure(
            @ForAll @Size(max = 200) byte[] octets, @ForAll Direction direction) {
        check(octets, direction);
    }

    @Property(tries = 20_000)
    void a_message_with_some_octets_changed_is_a_message_or_the_failure(
            @ForAll("messages") byte[] octets,
            @ForAll Direction direction,
            @ForAll @Size(max = 4) int[] places,
            @ForAll byte value) {
        for (int place : places) {
            octets[Math.floorMod(place, octets.length)] ^= value;
        }
        check(octets, direction);
    }

    @Property
    void any_characters_are_a_message_or_the_failure(@ForAll String hex) {
        try {
            assertThat(PduCodec.decodeHex(hex, Direction.UNKNOWN)).isNotNull();
        } catch (SmsDecodeException e) {
            assertThat(e.offset()).isBetween(0, hex.length());
        }
    }

    @Provide
    Arbitrary<byte[]> messages() {
        return AnyMessage.pdu().map(PduCodec::encode);
    }

    /** What has been read can be written and read again, the same; also as text. */
    static void check(byte[] octets, Direction direction) {
        byte[] before = octets.clone();
        try {
            Pdu pdu = PduCodec.decode(octets, direction);
            assertThat(PduCodec.decode(PduCodec.encode(pdu), again(pdu, direction))).isEqualTo(pdu);
            assertThat(pdu.toString()).isNotBlank();
            if (pdu.tpdu() instanceof SmsDeliver deliver) {
                assertThat(deliver.userData().text().isPresent())
                        .isEqualTo(deliver.coding().carried() != Alphabet.OCTETS);
            }
        } catch (SmsDecodeException e) {
            assertThat(e.offset()).isBetween(0, octets.length);
            assertThat(e.field()).isNotBlank();
            assertThat(e.getMessage()).contains(e.field(), e.reason());
        }
        assertThat(Arrays.equals(octets, before)).isTrue();
    }

    private static Direction again(Pdu pdu, Direction direction) {
        return pdu.tpdu() instanceof SmsSubmit ? Direction.MOBILE_ORIGINATED : direction;
    }
}
