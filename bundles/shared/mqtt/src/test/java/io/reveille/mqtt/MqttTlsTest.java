/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import static io.reveille.mqtt.Clients.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.PrivateFile;
import io.reveille.crypto.TlsIdentity;
import io.reveille.mqtt.Clients.Kept;
import io.reveille.tests.mqtt.Mosquitto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a client and a broker trust, and what is said when they do not. */
class MqttTlsTest {
    private static final String PASSWORD = "correct horse";

    @TempDir Path folder;
    private BrokerCertificates certificates;
    private Optional<Mosquitto> broker = Optional.empty();

    @BeforeEach
    void make() throws IOException {
        certificates = new BrokerCertificates(folder);
    }

    @AfterEach
    void stop() {
        broker.ifPresent(Mosquitto::close);
    }

    private int start(String... lines) throws IOException {
        List<String> configuration = new ArrayList<>(certificates.configuration());
        configuration.addAll(List.of(lines));
        broker = Optional.of(Mosquitto.start(folder, configuration));
        return broker.get().port();
    }

    private static MqttConnection connect(
            String host, int port, MqttProtocol protocol, MqttTls tls, Optional<MqttLogin> login) {
        return MqttConnection.start(
                new MqttSettings(
                        host,
                        port,
                        Optional.of(tls),
                        "site",
                        login,
                        protocol,
                        Duration.ofHours(1),
                        Optional.empty(),
                        Clients.TIMES),
                List.of("to/site"),
                new Kept());
    }

    private MqttTls trusting(Path caFile, Optional<TlsIdentity> identity) {
        return () -> TlsContexts.of(TlsFiles.certificates(caFile), identity);
    }

    private static String complaint(MqttConnection connection) {
        try (connection) {
            await().atMost(LIMIT).until(() -> connection.health().startsWith("not connected to"));
            return connection.health();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void a_client_is_known_by_its_certificate(MqttProtocol protocol) throws Exception {
        int port =
                start(
                        "require_certificate true",
                        "use_identity_as_username true",
                        "acl_file "
                                + Files.writeString(
                                        folder.resolve("acl"), "user site\ntopic to/site\n"));

        MqttTls tls = trusting(certificates.caFile(), Optional.of(certificates.client("site")));
        try (MqttConnection site = connect("localhost", port, protocol, tls, Optional.empty())) {
            await().atMost(LIMIT).until(site::isUp);
            assertThat(Clients.publish(site, "to/site", Clients.octets("to myself")))
                    .isEqualTo(MqttReceipt.ACCEPTED);
        }
    }

    @Test
    void a_client_without_the_certificate_that_is_asked_for_says_so() throws Exception {
        int port = start("require_certificate true");

        assertThat(
                        complaint(
                                connect(
                                        "127.0.0.1",
                                        port,
                                        MqttProtocol.AUTO,
                                        trusting(certificates.caFile(), Optional.empty()),
                                        Optional.empty())))
                .contains("it may want a client certificate");
    }

    @Test
    void a_broker_of_another_authority_is_refused() throws Exception {
        int port = start("allow_anonymous true");
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(
                        complaint(
                                connect(
                                        "127.0.0.1",
                                        port,
                                        MqttProtocol.AUTO,
                                        trusting(
                                                new BrokerCertificates(other).caFile(),
                                                Optional.empty()),
                                        Optional.empty())))
                .contains("the broker's certificate is not trusted")
                .contains("ca.file");
    }

    @Test
    void a_broker_with_another_name_is_refused() throws Exception {
        certificates = new BrokerCertificates(folder, List.of("broker.example"), List.of());
        int port = start("allow_anonymous true");

        assertThat(
                        complaint(
                                connect(
                                        "localhost",
                                        port,
                                        MqttProtocol.AUTO,
                                        trusting(certificates.caFile(), Optional.empty()),
                                        Optional.empty())))
                .contains("the broker's certificate is not one for localhost");
    }

    @Test
    void a_missing_authority_is_named() throws Exception {
        Path missing = folder.resolve("missing.pem");

        assertThat(
                        complaint(
                                connect(
                                        "127.0.0.1",
                                        start("allow_anonymous true"),
                                        MqttProtocol.AUTO,
                                        trusting(missing, Optional.empty()),
                                        Optional.empty())))
                .contains(missing + " does not exist");
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V3_1_1"})
    void a_client_is_known_by_its_password(MqttProtocol protocol) throws Exception {
        Path accounts = folder.resolve("accounts");
        Process program =
                new ProcessBuilder("mosquitto_passwd", "-b", "-c", accounts + "", "site", PASSWORD)
                        .start();
        assertThat(program.waitFor()).isZero();
        int port = start("allow_anonymous false", "password_file " + accounts);
        MqttTls tls = trusting(certificates.caFile(), Optional.empty());
        Path password = folder.resolve("password");
        PrivateFile.write(password, "wrong\n".getBytes(StandardCharsets.UTF_8));
        Optional<MqttLogin> login = Optional.of(new MqttLogin("site", password));

        try (MqttConnection site = connect("127.0.0.1", port, protocol, tls, login)) {
            await().atMost(LIMIT).until(() -> site.health().contains("refuses the connection"));
            assertThat(site.health())
                    .contains("user")
                    .contains("password")
                    .doesNotContain("wrong\n");

            PrivateFile.write(password, PASSWORD.getBytes(StandardCharsets.UTF_8));
            await().atMost(LIMIT).until(site::isUp);
        }
    }

    @Test
    void a_password_that_others_can_read_is_not_used() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(
                        complaint(
                                connect(
                                        "127.0.0.1",
                                        start("allow_anonymous true"),
                                        MqttProtocol.AUTO,
                                        trusting(certificates.caFile(), Optional.empty()),
                                        Optional.of(new MqttLogin("site", password)))))
                .contains("open to others: chmod 600")
                .doesNotContain(PASSWORD);
    }
}
