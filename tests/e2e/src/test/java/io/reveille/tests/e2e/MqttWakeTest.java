/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.reveille.cli.demo.DemoSite;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.tests.mail.MailHost;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gateway without a modem, woken by a real broker over TLS with its own certificate. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MqttWakeTest {
    private static final String ELSEWHERE = "elsewhere";

    @RegisterExtension
    static final Site SITE =
            new Site(
                    () -> Map.of("echo", new EchoService().address()),
                    Map.of("wake.retry.seconds", "8"));

    @TempDir static Path folder;
    private static Broker broker;

    @BeforeAll
    static void joinTheBroker() throws Exception {
        DemoSite demo = SITE.demo();
        await().atMost(Site.LIMIT)
                .until(() -> GatewayIdentity.load(demo.gatewayDirectory()).isPresent());
        broker =
                Broker.start(
                        folder,
                        GatewayIdentity.load(demo.gatewayDirectory())
                                .orElseThrow()
                                .fleet()
                                .fleetCa());
        configure(
                demo.gatewayDirectory(),
                "io.reveille.gateway.mqtt-main.cfg",
                broker.gatewaySettings());
        withoutModem(demo.gatewayDirectory());
        configure(
                demo.serverDirectory(),
                "io.reveille.server.signal.mqtt-main.cfg",
                broker.serverSettings());
        try {
            await().atMost(Site.LIMIT)
                    .until(() -> status().toString().contains("1 online, 0 offline"));
        } catch (ConditionTimeoutException e) {
            System.out.println(status() + "\n" + demo.lastLogLines() + broker.lastLines());
            throw e;
        }
    }

    @AfterAll
    static void stopTheBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    @Order(1)
    void octets_flow_after_a_wake_by_mqtt_alone_and_after_one_that_no_modem_took()
            throws Exception {
        Path smpp = SITE.demo().serverDirectory().resolve("etc/" + DemoSite.SMPP_CONFIGURATION);
        List<String> centre = Files.readAllLines(smpp);
        Files.delete(smpp);
        await().atMost(Site.LIMIT).until(() -> !status().toString().contains("smpp"));

        exchange("by mqtt alone");
        assertThat(recorded()).contains("mqtt localhost").doesNotContain("smpp");
        assertThat(Site.steps(SITE.newest())).contains("D", "E", "F", "G", "H", "I");
        assertThat(Audit.of(SITE.demo().gatewayDirectory(), "accepted"))
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(entry.details().toString())
                                        .contains("mqtt from localhost"));

        Files.write(smpp, centre);
        SITE.demo()
                .api()
                .post("gateways/" + DemoSite.GATEWAY + "/reach", order("sms,mqtt", "healthy"));
        await().atMost(Site.LIMIT).until(() -> status().toString().contains("bound to"));
        await().atMost(Site.LIMIT).until(() -> status().getAsJsonArray("tunnels").isEmpty());

        exchange("the modem is not there");
        String signals = recorded();
        assertThat(signals).contains("smpp 127.0.0.1", "mqtt localhost");
        assertThat(signals.indexOf("smpp")).isLessThan(signals.indexOf("mqtt"));
        assertThat(Audit.of(SITE.demo().gatewayDirectory(), "accepted")).hasSize(2);
    }

    /** SMS goes to a modem that is off, mail to a mailbox that nobody reads, or nowhere at all. */
    @Test
    @Order(2)
    void of_three_channels_the_first_two_are_dead_and_each_attempt_is_in_the_record()
            throws Exception {
        Optional<String> missing = MailHost.missing();
        missing.ifPresent(what -> System.err.println("SKIPPED: three channels: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        JsonObject order = order("sms,email,mqtt", "healthy");
        order.addProperty("email", ELSEWHERE + "@" + MailHost.DOMAIN);
        SITE.demo().api().post("gateways/" + DemoSite.GATEWAY + "/reach", order);
        try (MailHost host = MailHost.start()) {
            var unused = host.account(ELSEWHERE);
            mailRoute(host);
            await().atMost(Site.LIMIT).until(() -> status().toString().contains("would take"));
            await().atMost(Site.LIMIT).until(() -> status().getAsJsonArray("tunnels").isEmpty());

            exchange("at the third attempt");
            assertThat(recorded())
                    .containsSubsequence(
                            "smpp 127.0.0.1",
                            "submitted, request 1",
                            "mail localhost",
                            "submitted, request 2",
                            "accepted by localhost",
                            "mqtt localhost",
                            "submitted, request 3",
                            "acknowledged by localhost");
            await().atMost(Site.LIMIT)
                    .until(() -> SITE.newest().get("outcome").getAsString().equals("COMPLETED"));
            await().atMost(Site.LIMIT).until(() -> !host.account(ELSEWHERE).inbox().isEmpty());
        }
        await().atMost(Site.LIMIT).until(() -> status().getAsJsonArray("tunnels").isEmpty());

        exchange("without a mail server");
        assertThat(recorded())
                .containsSubsequence(
                        "smpp 127.0.0.1", "mail localhost", "not sent", "mqtt localhost");
    }

    private static void mailRoute(MailHost host) throws IOException {
        Path server = SITE.demo().serverDirectory();
        Path password = server.resolve("keys/mail.password");
        Files.writeString(password, MailHost.PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        configure(
                server,
                "io.reveille.server.signal.mail-dead.cfg",
                List.of(
                        "host=localhost",
                        "port=" + host.ports().smtp(),
                        "tls.ca.file=" + host.caFile(),
                        "user=" + MailHost.SUBMITTER,
                        "from=wake@" + MailHost.DOMAIN));
    }

    private static JsonObject status() {
        return SITE.demo().api().get("status").getAsJsonObject();
    }

    private static JsonObject order(String channels, String policy) {
        JsonObject order = new JsonObject();
        order.addProperty("channels", channels);
        order.addProperty("policy", policy);
        return order;
    }

    /** Steps D of the newest session, once the one that woke is written down. */
    private static String recorded() {
        return await().atMost(Site.LIMIT)
                .until(() -> signals(SITE.newest()), text -> text.contains("acknowledged by"));
    }

    /** Steps D of a session. */
    private static String signals(JsonObject session) {
        StringBuilder details = new StringBuilder();
        session.getAsJsonArray("steps")
                .forEach(
                        step -> {
                            if (step.getAsJsonObject().get("step").getAsString().equals("D")) {
                                details.append(step).append('\n');
                            }
                        });
        return details.toString();
    }

    private static void exchange(String text) throws IOException {
        try (Socket socket = SITE.connect("echo")) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo(text);
        }
    }

    /** Its tunnel goes soon when it is idle. */
    private static void withoutModem(Path home) throws IOException {
        Path file = home.resolve("etc/io.reveille.gateway-demo.cfg");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.removeIf(line -> line.startsWith("modem="));
        lines.add("idle.timeout=5s");
        Files.write(file, lines);
    }

    private static void configure(Path home, String file, List<String> lines) throws IOException {
        Files.write(home.resolve("etc").resolve(file), lines);
    }
}
