/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
    private static final PortRange PORTS = new PortRange(20000, 20999);

    @ParameterizedTest
    @ValueSource(strings = {"", "Fleet.test", "fleet.test.", "fleet..test", "-a.test", "a b"})
    void refuses_a_zone_that_is_no_lower_case_dns_name(String zone) {
        assertThatThrownBy(() -> settings(zone))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zone");
    }

    @Test
    void refuses_to_be_without_address() {
        assertThatThrownBy(() -> new ServerSettings("a", "b", List.of(), PORTS, Path.of("/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "0-10", "20-10", "1-65536", "1-2-3", "-5"})
    void refuses_what_is_no_port_range(String text) {
        assertThatThrownBy(() -> PortRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reads_ranges_and_single_ports() {
        assertThat(PortRange.parse(" 20000 - 20999 ")).isEqualTo(PORTS);
        assertThat(PORTS.size()).isEqualTo(1000);
        assertThat(PortRange.parse("22")).isEqualTo(new PortRange(22, 22));
        assertThat(PORTS).hasToString("20000-20999");
    }

    private static ServerSettings settings(String zone) {
        return new ServerSettings(
                zone, "proxy.test", List.of(IpLiterals.parse("::1")), PORTS, Path.of("/"));
    }
}
