/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.signal.MqttRouteSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttOptionsTest {
    private static final Path HOME = Path.of("/home/server");

    private static MqttRouteSettings read(Map<String, Object> values) {
        MqttConfiguration configuration =
                (MqttConfiguration)
                        Proxy.newProxyInstance(
                                MqttConfiguration.class.getClassLoader(),
                                new Class<?>[] {MqttConfiguration.class},
                                (proxy, method, arguments) ->
                                        values.getOrDefault(
                                                method.getName(), method.getDefaultValue()));
        return MqttOptions.of(configuration, HOME);
    }

    @Test
    void needs_no_more_than_a_host() {
        MqttRouteSettings settings = read(Map.of("host", "broker.example"));

        assertThat(settings.broker().broker()).isEqualTo("broker.example:8883");
        assertThat(settings.broker().tls()).isPresent();
        assertThat(settings.broker().login()).isEmpty();
        assertThat(settings.broker().sessionExpiry()).isEqualTo(Duration.ZERO);
        assertThat(settings.presence()).isTrue();
    }

    @Test
    void takes_files_from_the_servers_home() {
        MqttRouteSettings settings =
                read(Map.of("host", "broker.example", "user", "server", "tls", false));

        assertThat(settings.broker().login().orElseThrow().passwordFile())
                .isEqualTo(HOME.resolve("keys/mqtt.password"));
        assertThat(settings.broker().port()).isEqualTo(1883);
    }

    @Test
    void says_what_is_wrong_and_where() {
        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining("io.reveille.server.signal.mqtt: host");
        assertThatThrownBy(() -> read(Map.of("host", "b", "client_key", "k.pem")))
                .hasMessageContaining("client.certificate and client.key");
        assertThatThrownBy(() -> read(Map.of("host", "b", "topic_prefix", "/x")))
                .hasMessageContaining("topic.prefix");
    }
}
