/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import static io.reveille.protocol.Fleet.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

    @Test
    void is_dialled_by_ipv6_first() {
        assertThat(Fleet.BOTH.endpoints())
                .containsExactly(
                        new InetSocketAddress(address("2001:db8::1"), 4433),
                        new InetSocketAddress(address("192.0.2.1"), 4433));
        assertThat(Fleet.BOTH).hasToString("[2001:db8:0:0:0:0:0:1]:4433, 192.0.2.1:4433");
    }

    @Test
    void takes_an_address_of_either_family() {
        assertThat(ProxyAddress.of(address("192.0.2.1"), 1).ipv6()).isEmpty();
        assertThat(ProxyAddress.of(address("2001:db8::1"), 65535).ipv4()).isEmpty();
        assertThat(ProxyAddress.of(address("127.0.0.1"), 4433)).hasToString("127.0.0.1:4433");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "224.0.0.1", "::", "ff02::1"})
    void refuses_addresses_to_which_nobody_can_dial(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyAddress.of(address(address), 4433))
                .withMessageContaining("is no address of a proxy");
    }

    @Test
    void needs_a_port_and_an_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyAddress.of(address("192.0.2.1"), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyAddress.of(address("192.0.2.1"), 65536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyAddress(4433, Optional.empty(), Optional.empty()));
    }
}
