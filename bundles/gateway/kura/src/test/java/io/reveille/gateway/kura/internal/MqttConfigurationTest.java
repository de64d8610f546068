/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.gateway.signal.SignalSource;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttSettings;
import io.reveille.protocol.SignalChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttConfigurationTest {
    @TempDir Path home;

    private MqttConfiguration read(Options options) {
        return MqttConfiguration.of(options.read(MqttOptions.class), Optional.of(home));
    }

    private static Options broker() {
        return new Options().with("host", "broker.example");
    }

    @Test
    void needs_no_more_than_a_host() {
        MqttSettings settings = read(broker()).settings("pump-17");

        assertThat(settings.broker()).isEqualTo("broker.example:8883");
        assertThat(settings.tls()).isPresent();
        assertThat(settings.clientId()).isEqualTo("reveille-pump-17");
        assertThat(settings.protocol()).isEqualTo(MqttProtocol.AUTO);
        assertThat(settings.sessionExpiry()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.presence()).contains("reveille/v1/pump-17/presence");
        assertThat(settings.login()).isEmpty();
    }

    @Test
    void a_channel_that_cannot_be_used_is_shown_with_the_reason() {
        MqttOptions options = broker().with("version", "4").read(MqttOptions.class);

        try (SignalSource channel =
                new MqttChannelComponent(options, Optional.of(home))
                        .open("meter-17", (by, octets, origin) -> {})) {
            assertThat(channel.channel()).isEqualTo(SignalChannel.MQTT);
            assertThat(channel.health()).startsWith("unusable: ").contains("auto, 5, 3.1.1");
        }
    }

    @Test
    void says_what_is_wrong_and_where() {
        assertThatThrownBy(() -> read(new Options())).hasMessageContaining("host");
        assertThatThrownBy(() -> read(broker().with("version", "4")))
                .hasMessageContaining("auto, 5, 3.1.1");
        assertThatThrownBy(() -> read(broker().with("user", "me")))
                .hasMessageContaining("password.file");
        assertThatThrownBy(() -> read(broker().with("topic.prefix", "a/#")))
                .hasMessageContaining("topic.prefix");
        assertThatThrownBy(() -> read(broker().with("client.certificate", "/etc/me.pem")))
                .hasMessageContaining("client.key");
        assertThatThrownBy(
                        () ->
                                read(
                                        broker().with("tls", false)
                                                .with("client.certificate", "gateway")))
                .hasMessageContaining("client.certificate");
    }

    @Test
    void the_gateways_own_certificate_and_authority_are_those_of_its_home() throws Exception {
        TestMembership member = new TestMembership();
        member.identity.store(home);
        Options own = broker().with("client.certificate", "gateway").with("ca.file", "fleet");

        assertThat(read(own).settings("meter-17").tls().orElseThrow().context()).isNotNull();
        assertThatThrownBy(() -> read(own).settings("other").tls().orElseThrow().context())
                .hasMessageContaining("is not the home of gateway other");
    }
}
