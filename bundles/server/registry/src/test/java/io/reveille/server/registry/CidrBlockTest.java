/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1/128, ::1, true",
    })
    void contains_what_shares_its_prefix(String block, String address, boolean contained) {
        assertThat(CidrBlock.parse(block).contains(IpLiterals.parse(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "192.0.2/24",
                "192.0.2.1/33",
                "192.0.2.1/-1",
                "::1/129",
                "192.0.2.1/",
                "256.0.0.1",
                "::g",
                "1:2",
                "fe80::1%lo"
            })
    void refuses_what_is_no_block(String text) {
        assertThatThrownBy(() -> CidrBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reads_lists() {
        assertThat(CidrBlock.parseList(" 127.0.0.0/8 ,::1/128,"))
                .extracting(CidrBlock::toString)
                .containsExactly("127.0.0.0/8", "0:0:0:0:0:0:0:1/128");
        assertThat(CidrBlock.parseList("  ")).isEmpty();
    }

    @Property
    void agrees_with_arithmetic(
            @ForAll int block, @ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
        long mask = prefix == 0 ? 0 : 0xFFFF_FFFFL << (32 - prefix);
        boolean expected = (block & mask) == (address & mask);

        assertThat(
                        new CidrBlock(IpLiterals.parse(dotted(block)), prefix)
                                .contains(IpLiterals.parse(dotted(address))))
                .isEqualTo(expected);
    }

    private static String dotted(int bits) {
        return "%d.%d.%d.%d"
                .formatted(bits >>> 24, bits >>> 16 & 0xFF, bits >>> 8 & 0xFF, bits & 0xFF);
    }
}
