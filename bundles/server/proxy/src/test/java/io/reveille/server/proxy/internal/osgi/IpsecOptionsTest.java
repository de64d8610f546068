/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IpsecOptionsTest {

    /** A configuration file without a line. */
    private static final ProxyConfiguration DEFAULTS =
            (ProxyConfiguration)
                    Proxy.newProxyInstance(
                            ProxyConfiguration.class.getClassLoader(),
                            new Class<?>[] {ProxyConfiguration.class},
                            (proxy, method, arguments) -> method.getDefaultValue());

    @Test
    void has_defaults_for_all() {
        assertThat(IpsecOptions.of(DEFAULTS, Map.of("listen", "")).pool())
                .isEqualTo("198.18.128.0/17");
    }

    @Test
    void the_former_list_of_gateways_is_refused_with_the_commands_in_its_place() {
        assertThatThrownBy(
                        () -> IpsecOptions.of(DEFAULTS, Map.of("ipsec.gateways", "pump-17, gw7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ipsec.gateways")
                .hasMessageContaining("'reveille devices set pump-17 --tunnel ipsec'")
                .hasMessageContaining("'reveille devices set gw7 --tunnel ipsec'");
        assertThatThrownBy(() -> IpsecOptions.of(DEFAULTS, Map.of("ipsec.gateways", "*")))
                .hasMessageContaining("'reveille devices set GATEWAY --tunnel ipsec'");
    }
}
