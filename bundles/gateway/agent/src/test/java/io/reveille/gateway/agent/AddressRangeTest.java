/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.gateway.agent.internal.HostPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "198.51.100.0/24, 198.51.100.255, true",
        "198.51.100.0/24, 198.51.101.0, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 2001:db8::1, true",
    })
    void contains_the_addresses_with_its_prefix(String range, String address, boolean inside) {
        assertThat(
                        AddressRange.parse(range)
                                .get(0)
                                .contains(HostPort.address(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @Test
    void reads_a_list() {
        assertThat(AddressRange.parse("203.0.113.7, 2001:db8::/32"))
                .extracting(AddressRange::toString)
                .isEqualTo(List.of("203.0.113.7/32", "2001:db8:0:0:0:0:0:0/32"));
        assertThat(AddressRange.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "1.2.3",
                "1.2.3.4/33",
                "1.2.3.4/",
                "::1/129",
                "1.2.3.4,",
                "/8"
            })
    void says_what_is_wrong(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageMatching(
                        ".*(is no address or range; write for example|is not a prefix length).*");
    }
}
