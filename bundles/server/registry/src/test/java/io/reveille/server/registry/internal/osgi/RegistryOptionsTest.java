/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.registry.ServerSettings;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryOptionsTest {
    @Test
    void has_defaults_for_everything_but_home() {
        ServerSettings settings = RegistryOptions.of(configuration(Map.of()), "/srv/r").settings();

        assertThat(settings.zone()).isEqualTo("fleet.test");
        assertThat(settings.serverName()).isEqualTo("proxy.fleet.test");
        assertThat(settings.servicePorts()).hasToString("20000-20999");
        assertThat(settings.publicAddresses()).hasSize(1);
    }

    @Test
    void takes_names_as_people_write_them() {
        ServerSettings settings =
                RegistryOptions.of(
                                configuration(
                                        Map.of(
                                                "zone", " Fleet.Example.ORG. ",
                                                "public_addresses", "203.0.113.7 , 2001:db8::7")),
                                "/srv/r")
                        .settings();

        assertThat(settings.zone()).isEqualTo("fleet.example.org");
        assertThat(settings.serverName()).isEqualTo("proxy.fleet.example.org");
        assertThat(settings.publicAddresses()).hasSize(2);
    }

    @Test
    void says_which_property_is_wrong_and_how() {
        assertRefused(Map.of("public_addresses", "proxy.example.org"), "public.addresses");
        assertRefused(Map.of("service_ports", "20000..20999"), "service.ports");
        assertRefused(Map.of("sessions_days", 0), "sessions");
        assertRefused(Map.of("zone", "no zone"), "zone 'no zone'");
        assertThatThrownBy(() -> RegistryOptions.of(configuration(Map.of()), null))
                .hasMessageContaining("-Dreveille.home");
    }

    private static void assertRefused(Map<String, Object> values, String words) {
        assertThatThrownBy(() -> RegistryOptions.of(configuration(values), "/srv/r"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.reveille.server.registry.cfg")
                .hasMessageContaining(words);
    }

    private static RegistryConfiguration configuration(Map<String, Object> values) {
        return (RegistryConfiguration)
                Proxy.newProxyInstance(
                        RegistryConfiguration.class.getClassLoader(),
                        new Class<?>[] {RegistryConfiguration.class},
                        (proxy, method, args) ->
                                values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
