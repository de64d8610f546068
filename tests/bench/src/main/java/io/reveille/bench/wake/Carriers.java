/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.gateway.signal.MailSignalSource;
import io.reveille.gateway.signal.MqttSignalSource;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.mqtt.MqttProtocol;
import io.reveille.mqtt.MqttSettings;
import io.reveille.mqtt.MqttTimes;
import io.reveille.mqtt.MqttTopics;
import io.reveille.server.signal.MailRoute;
import io.reveille.server.signal.MailRouteSettings;
import io.reveille.server.signal.MailSecurity;
import io.reveille.server.signal.MqttRoute;
import io.reveille.server.signal.MqttRouteSettings;
import io.reveille.tests.mail.MailHost;
import io.reveille.tests.mqtt.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Real carriers of mail and MQTT: exim with dovecot, and mosquitto. */
final class Carriers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final MqttTimes TIMES =
            new MqttTimes(
                    Duration.ofMinutes(5), PATIENCE, Duration.ofMillis(200), Duration.ofSeconds(5));

    private final MailHost mails;
    private final Mosquitto broker;
    private final Path password;

    private Carriers(MailHost mails, Mosquitto broker, Path password) {
        this.mails = mails;
        this.broker = broker;
        this.password = password;
    }

    /** What has to be installed before they can run; empty when nothing is missing. */
    static Optional<String> missing() {
        List<String> all =
                Stream.of(MailHost.missing(), Mosquitto.missing())
                        .flatMap(Optional::stream)
                        .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /**
     * Starts them.
     *
     * @param directory theirs alone, not there yet
     */
    static Carriers start(Path directory) throws IOException {
        Path password =
                Files.writeString(
                        Files.createFile(
                                Files.createDirectory(directory).resolve("password"),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------"))),
                        MailHost.PASSWORD);
        Mosquitto broker =
                Mosquitto.start(
                        Files.createDirectory(directory.resolve("broker")),
                        List.of("allow_anonymous true", "max_queued_messages 0"));
        return new Carriers(MailHost.start(), broker, password);
    }

    static String address(String gatewayId) {
        return gatewayId + "@" + MailHost.DOMAIN;
    }

    MailRoute mailRoute() {
        return new MailRoute(
                new MailRouteSettings(
                        "localhost",
                        mails.ports().smtps(),
                        MailSecurity.TLS,
                        Optional.of(mails.caFile()),
                        Optional.of(MailHost.SUBMITTER),
                        password,
                        address("wake"),
                        "",
                        "fleet.test",
                        4,
                        PATIENCE,
                        PATIENCE,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty()));
    }

    MqttRoute mqttRoute() {
        return MqttRoute.start(
                new MqttRouteSettings(
                        settings("server", Optional.empty()),
                        MqttTopics.DEFAULT,
                        false,
                        PATIENCE,
                        Optional.empty(),
                        Optional.empty()));
    }

    MqttSignalSource mqttSource(String gatewayId, SignalListener listener) {
        return new MqttSignalSource(
                settings(
                        "reveille-" + gatewayId,
                        Optional.of(MqttTopics.DEFAULT.presence(gatewayId))),
                MqttTopics.DEFAULT,
                gatewayId,
                listener);
    }

    MailSignalSource mailSource(String gatewayId, SignalListener listener) {
        var account = mails.account(gatewayId);
        var usual =
                io.reveille.gateway.signal.MailSettings.of(
                        "localhost",
                        io.reveille.gateway.signal.MailSecurity.TLS,
                        gatewayId,
                        password);
        return new MailSignalSource(
                new io.reveille.gateway.signal.MailSettings(
                        usual.host(),
                        mails.ports().imaps(),
                        usual.security(),
                        Optional.of(mails.caFile()),
                        usual.user(),
                        usual.passwordFile(),
                        usual.mailbox(),
                        usual.processedFolder(),
                        usual.keepAlive(),
                        usual.poll(),
                        usual.timeout(),
                        600,
                        usual.firstPause(),
                        usual.longestPause(),
                        usual.positionFile()),
                gatewayId,
                listener);
    }

    private MqttSettings settings(String id, Optional<String> presence) {
        return new MqttSettings(
                "127.0.0.1",
                broker.port(),
                Optional.empty(),
                id,
                Optional.empty(),
                MqttProtocol.AUTO,
                presence.isPresent() ? Duration.ofHours(1) : Duration.ZERO,
                presence,
                TIMES);
    }

    @Override
    public void close() {
        mails.close();
        broker.close();
    }
}
