/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec.internal.vici;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ViciCodecTest {
    private static final HexFormat HEX = HexFormat.of();

    private static ViciSection decode(String hex) throws ProtocolException {
        return ViciCodec.decode(ByteBuffer.wrap(HEX.parseHex(hex)));
    }

    @Test
    void a_message_is_written_as_the_protocol_says() {
        ViciSection message =
                new ViciSection()
                        .put("a", "x")
                        .putList("l", "1", "2")
                        .put("s", new ViciSection().put("b", ""));

        assertThat(HEX.formatHex(ViciCodec.encode(message)))
                .isEqualTo(
                        "03"
                                + "0161"
                                + "000178" // a = x
                                + "04"
                                + "016c"
                                + "05"
                                + "000131"
                                + "05"
                                + "000132"
                                + "06" // list
                                + "01"
                                + "0173"
                                + "03"
                                + "0162"
                                + "0000"
                                + "02"); // section
    }

    @Test
    void what_is_no_message_is_refused() {
        for (String wrong :
                new String[] {
                    "07", // unknown element
                    "02", // ends what never began
                    "0301", // cut within a name
                    "030161", // cut before a value
                    "0301610005", // cut within a value
                    "010173", // section without end
                    "04016c", // list without end
                    "04016c0301610000", // value with a name in a list
                    "010161".repeat(100) // nested too deeply
                }) {
            assertThatThrownBy(() -> decode(wrong)).as(wrong).isInstanceOf(ProtocolException.class);
        }
    }

    @Property
    void what_was_written_is_read_again(
            @ForAll @AlphaChars @StringLength(min = 1, max = 255) String name,
            @ForAll @Size(max = 300) byte[] octets,
            @ForAll @Size(max = 5) java.util.List<byte[]> items)
            throws ProtocolException {
        ViciSection message =
                new ViciSection()
                        .put(name, octets)
                        .put("inner", new ViciSection().putList("list", items).put(name, "text"));

        assertThat(ViciCodec.decode(ByteBuffer.wrap(ViciCodec.encode(message)))).isEqualTo(message);
    }

    @Property
    void any_octets_are_a_message_or_refused(@ForAll @Size(max = 200) byte[] octets) {
        try {
            assertThat(ViciCodec.decode(ByteBuffer.wrap(octets))).isNotNull();
        } catch (ProtocolException refused) {
            assertThat(refused).hasMessageContaining("vici");
        }
    }

    @Test
    void nothing_of_a_value_is_shown() {
        assertThat(new ViciSection().put("data", "very secret"))
                .asString()
                .doesNotContain("secret");
    }
}
