/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapsulesTest {
    private final List<String> found = new ArrayList<>();
    private final Capsules capsules =
            new Capsules(
                    UnpooledByteBufAllocator.DEFAULT,
                    datagram -> {
                        found.add(ByteBufUtil.hexDump(datagram));
                        datagram.release();
                    });

    private static final String TWO_DATAGRAMS_AND_OTHER_CAPSULES =
            "00" // type DATAGRAM
                    + "03" // length
                    + "00" // context 0: UDP
                    + "beef"
                    + "9b7f" // a capsule of a type that no one knows,
                    + "c007" // whose number takes four octets
                    + "4002" // length in two octets
                    + "0102"
                    + "00" // DATAGRAM
                    + "02"
                    + "04" // another context
                    + "aa"
                    + "00" // DATAGRAM
                    + "8000000100".substring(0, 8) // length 1 in four octets
                    + "00"; // an empty payload

    @Test
    void finds_datagrams_between_what_it_does_not_know_however_it_is_cut_up()
            throws CapsuleException {
        byte[] octets = HexFormat.of().parseHex(TWO_DATAGRAMS_AND_OTHER_CAPSULES);
        for (int first = 0; first <= octets.length; first++) {
            for (int second = first; second <= octets.length; second++) {
                found.clear();
                read(octets, 0, first);
                read(octets, first, second);
                read(octets, second, octets.length);

                assertThat(found).containsExactly("beef", "");
                assertThat(capsules.isComplete()).isTrue();
            }
        }
    }

    @Property(tries = 200)
    void reads_what_is_written(
            @ForAll @Size(max = 5) List<byte[]> payloads,
            @ForAll @IntRange(min = 1, max = 99) int cut)
            throws CapsuleException {
        found.clear();
        ByteBuf all = Unpooled.buffer();
        for (byte[] payload : payloads) {
            ByteBuf capsule =
                    Capsules.encode(
                            UnpooledByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(payload));
            all.writeBytes(capsule);
            capsule.release();
        }
        while (all.isReadable()) {
            capsules.read(all.readSlice(Math.min(cut, all.readableBytes())));
        }

        assertThat(found)
                .containsExactlyElementsOf(
                        payloads.stream().map(HexFormat.of()::formatHex).toList());
    }

    @Test
    void carries_the_longest_payload_and_none_that_is_longer() throws CapsuleException {
        ByteBuf longest =
                Capsules.encode(
                        UnpooledByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(new byte[65_527]));
        ByteBuf tooLong =
                Capsules.encode(
                        UnpooledByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(new byte[65_528]));

        capsules.read(longest);
        assertThat(found).singleElement().asString().hasSize(2 * 65_527);
        assertThatThrownBy(() -> capsules.read(tooLong)).isInstanceOf(CapsuleException.class);
        longest.release();
        tooLong.release();
    }

    @ParameterizedTest
    @CsvSource({
        "0000, a datagram without a context",
        "000140, half a context id",
        "00bfffffff, a length no datagram can have",
        "00ffffffffffffffff, the longest length there is"
    })
    void gives_a_stream_up_that_breaks_the_rules(String hex, String what) {
        byte[] octets = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> read(octets, 0, octets.length))
                .as(what)
                .isInstanceOf(CapsuleException.class);
    }

    @Test
    void keeps_nothing_of_a_capsule_that_it_does_not_know() throws CapsuleException {
        byte[] octets = HexFormat.of().parseHex("21ffffffffffffffff" + "00".repeat(4096));

        for (int i = 0; i < 256; i++) {
            read(octets, i == 0 ? 0 : 9, octets.length);
        }

        assertThat(capsules.isComplete()).isFalse();
        assertThat(found).isEmpty();
    }

    private void read(byte[] octets, int from, int to) throws CapsuleException {
        capsules.read(Unpooled.wrappedBuffer(octets, from, to - from));
    }
}
