/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.mqtt.MqttLogin;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTimes;
import io.reveille.mqtt.MqttTls;
import io.reveille.mqtt.MqttTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * An MQTT channel's configuration, checked.
 *
 * @param options as they were written
 * @param topics where requests come to
 * @param home of the gateway, which has its keys and those of its fleet
 */
record MqttConfiguration(MqttOptions options, MqttTopics topics, Optional<Path> home) {
    private static final int PLAIN_PORT = 1883;
    private static final String ANY = "any";

    /**
     * Checks what a person wrote.
     *
     * @param home the home directory where none is written
     * @throws IllegalArgumentException whose message says what is wrong
     */
    static MqttConfiguration of(MqttOptions options, Optional<Path> home) {
        String own = options.gateway_home().strip();
        MqttConfiguration configuration =
                new MqttConfiguration(
                        options,
                        new MqttTopics(options.topic_prefix().strip()),
                        own.isEmpty()
                                ? home
                                : Optional.of(Path.of(own).toAbsolutePath().normalize()));
        if (configuration.settings(ANY).tls().isEmpty()
                && !options.client_certificate().isBlank()) {
            throw new IllegalArgumentException(
                    "client.certificate: there is none without TLS; set tls to true");
        }
        return configuration;
    }

    /** How this gateway meets the broker. */
    MqttSettings settings(String gatewayId) {
        String id = options.client_id().strip();
        String user = options.user().strip();
        if (user.isEmpty() != options.password_file().isBlank()) {
            throw new IllegalArgumentException("user and password.file: set both or none");
        }
        int usual = options.tls() ? MqttSettings.TLS_PORT : PLAIN_PORT;
        return new MqttSettings(
                options.host().strip(),
                options.port() == 0 ? usual : options.port(),
                options.tls() ? Optional.of(tls(gatewayId)) : Optional.empty(),
                id.isEmpty() ? "reveille-" + gatewayId : id,
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new MqttLogin(user, path(options.password_file()))),
                MqttProtocol.parse(options.version()),
                Duration.ofSeconds(Math.max(1, options.session_expiry_seconds())),
                Optional.of(topics.presence(gatewayId)),
                times());
    }

    private MqttTimes times() {
        MqttTimes usual = MqttTimes.of(Duration.ofSeconds(options.keep_alive_seconds()));
        return new MqttTimes(
                usual.keepAlive(),
                usual.answer(),
                usual.shortestPause(),
                Duration.ofSeconds(options.reconnect_longest_seconds()));
    }

    private MqttTls tls(String gatewayId) {
        return new MqttKeys(
                options.ca_file().strip(),
                options.client_certificate().strip(),
                options.client_key().strip(),
                () -> identity(gatewayId));
    }

    private GatewayIdentity identity(String gatewayId) throws IOException {
        return GatewayIdentity.load(
                        home.orElseThrow(() -> new IOException("gateway.home is not set")))
                .filter(identity -> identity.gatewayId().equals(gatewayId))
                .orElseThrow(
                        () ->
                                new IOException(
                                        "gateway.home: "
                                                + home.get()
                                                + " is not the home of gateway "
                                                + gatewayId));
    }

    private static Path path(String text) {
        return Path.of(text.strip());
    }
}
