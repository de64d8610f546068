/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.server.registry.IpLiterals;
import org.junit.jupiter.api.Test;

class ClientSourceTest {
    @Test
    void all_addresses_of_one_ipv6_network_are_one_client() {
        assertThat(ClientSource.of(IpLiterals.parse("2001:db8:1:2:3:4:5:6")))
                .isEqualTo(ClientSource.of(IpLiterals.parse("2001:db8:1:2:ffff::1")))
                .isNotEqualTo(ClientSource.of(IpLiterals.parse("2001:db8:1:3::1")))
                .endsWith("/64");
    }

    @Test
    void each_ipv4_address_is_a_client() {
        assertThat(ClientSource.of(IpLiterals.parse("192.0.2.7"))).isEqualTo("192.0.2.7");
    }
}
