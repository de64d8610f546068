/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.crypto.TlsIdentity;
import io.reveille.mqtt.MqttLogin;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTimes;
import io.reveille.mqtt.MqttTls;
import io.reveille.mqtt.MqttTopics;
import io.reveille.mqtt.TlsContexts;
import io.reveille.mqtt.TlsFiles;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.signal.MqttRouteSettings;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration, checked. */
final class MqttOptions {
    private static final int PLAIN_PORT = 1883;

    private MqttOptions() {}

    /**
     * Settings.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static MqttRouteSettings of(MqttConfiguration configuration, Path home) {
        try {
            return new MqttRouteSettings(
                    broker(configuration, home),
                    new MqttTopics(configuration.topic_prefix().strip()),
                    configuration.presence(),
                    Duration.ofSeconds(configuration.patience_seconds()),
                    text(configuration.cost()).map(Money::parse),
                    text(configuration.rate()).map(SignalRate::parse));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MqttConfiguration.PID + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> text(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    private static MqttSettings broker(MqttConfiguration configuration, Path home) {
        boolean tls = configuration.tls();
        int usual = tls ? MqttSettings.TLS_PORT : PLAIN_PORT;
        String user = configuration.user().strip();
        MqttTimes times = MqttTimes.of(Duration.ofSeconds(configuration.keep_alive_seconds()));
        return new MqttSettings(
                configuration.host().strip(),
                configuration.port() == 0 ? usual : configuration.port(),
                tls ? Optional.of(tls(configuration, home)) : Optional.empty(),
                configuration.client_id().strip(),
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new MqttLogin(
                                        user, home.resolve(configuration.password_file().strip()))),
                MqttProtocol.parse(configuration.version()),
                Duration.ZERO,
                Optional.empty(),
                new MqttTimes(
                        times.keepAlive(),
                        times.answer(),
                        times.shortestPause(),
                        Duration.ofSeconds(configuration.reconnect_longest_seconds())));
    }

    private static MqttTls tls(MqttConfiguration configuration, Path home) {
        String authority = configuration.ca_file().strip();
        String certificate = configuration.client_certificate().strip();
        String key = configuration.client_key().strip();
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(
                    "client.certificate and client.key: set both or none");
        }
        return () -> {
            List<X509Certificate> authorities =
                    authority.isEmpty()
                            ? List.of()
                            : TlsFiles.certificates(home.resolve(authority));
            Optional<TlsIdentity> identity =
                    certificate.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    TlsFiles.identity(
                                            home.resolve(key), home.resolve(certificate)));
            return TlsContexts.of(authorities, identity);
        };
    }
}
