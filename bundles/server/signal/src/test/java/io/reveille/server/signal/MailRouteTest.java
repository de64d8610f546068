/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayReach;
import io.reveille.server.registry.Money;
import io.reveille.server.registry.RouteHealth;
import io.reveille.tests.mail.MailHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mails submitted to exim. */
@Timeout(120)
class MailRouteTest {
    private static final Duration VALIDITY = Duration.ofSeconds(30);
    private static MailHost host;

    private final Octets request = request();
    private Path password;
    @TempDir Path directory;

    @BeforeAll
    static void start() {
        Optional<String> missing = MailHost.missing();
        missing.ifPresent(what -> System.err.println("SKIPPED: tests with mail: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        host = MailHost.start();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void password() throws IOException {
        password = Gateways.password(directory, MailHost.PASSWORD);
    }

    private static Octets request() {
        byte[] octets = new byte[98];
        new Random(1).nextBytes(octets);
        octets[0] = (byte) 0xD1;
        octets[1] = 1;
        return Octets.of(octets);
    }

    private MailRouteSettings settings(MailSecurity security, String name, Path caFile) {
        return new MailRouteSettings(
                name,
                security == MailSecurity.TLS ? host.ports().smtps() : host.ports().smtp(),
                security,
                Optional.of(caFile),
                Optional.of(MailHost.SUBMITTER),
                password,
                "wake@example.net",
                "the operators, +49 151 12345678",
                "fleet.example",
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }

    private MailRoute route(MailSecurity security) {
        return new MailRoute(settings(security, "localhost", host.caFile()));
    }

    private static Gateway pump(String email) {
        return Gateways.gateway("pump-17", Optional.empty())
                .with(new GatewayReach(Optional.empty(), Optional.of(email), Optional.empty()));
    }

    private String send(MailRoute route, String account) throws Exception {
        var unused = host.account(account);
        return route.send(pump(account + "@example.net"), request, VALIDITY)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private String failure(MailRoute route, String account) {
        try {
            return "no failure, but " + send(route, account);
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void a_request_is_delivered_with_a_few_words_and_twice() throws Exception {
        try (MailRoute route = route(MailSecurity.STARTTLS)) {
            assertThat(route.health().state()).isEqualTo(RouteHealth.State.UNKNOWN);

            String said = send(route, "first");

            assertThat(said).startsWith("accepted by localhost, <").contains("250 OK");
            assertThat(route.health().state()).isEqualTo(RouteHealth.State.UP);
            await().until(() -> host.account("first").inbox().size() == 1);
            String mail =
                    Files.readString(
                            host.account("first").inbox().get(0), StandardCharsets.US_ASCII);
            String id = said.substring(said.indexOf('<'), said.indexOf('>') + 1);
            assertThat(mail)
                    .contains("Message-ID: " + id)
                    .contains("Auto-Submitted: auto-generated")
                    .contains("From: Reveille <wake@example.net>")
                    .contains("To: <first@example.net>")
                    .contains("the gateway pump-17 of the fleet fleet.example")
                    .contains("Questions: the operators, +49 151 12345678")
                    .contains(
                            Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(request.toArray()));
            assertThat(TextForm.find(mail)).contains(request);
            assertThat(mail.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
        }
    }

    @Test
    void a_connection_is_used_for_one_mail_after_the_other() throws Exception {
        try (MailRoute route = route(MailSecurity.TLS)) {
            send(route, "again");
            send(route, "again");

            await().until(() -> host.account("again").inbox().size() == 2);
            assertThat(connectionsTo("again")).hasSize(1);
        }
    }

    @Test
    void a_connection_that_was_idle_for_long_is_closed() throws Exception {
        MailRouteSettings usual = settings(MailSecurity.TLS, "localhost", host.caFile());
        MailRouteSettings hasty =
                new MailRouteSettings(
                        usual.host(),
                        usual.port(),
                        usual.security(),
                        usual.caFile(),
                        usual.user(),
                        usual.passwordFile(),
                        usual.from(),
                        "",
                        usual.fleet(),
                        1,
                        usual.timeout(),
                        Duration.ofMillis(10),
                        Duration.ZERO,
                        Optional.of(Money.parse("0.001 EUR")),
                        Optional.empty());
        try (MailRoute route = new MailRoute(hasty)) {
            send(route, "idle");
            await().untilAsserted(
                            () -> {
                                send(route, "idle");
                                assertThat(connectionsTo("idle")).hasSizeGreaterThan(1);
                            });
        }
    }

    /** The parts of exim's message ids that tell the connections' processes. */
    private static Set<String> connectionsTo(String account) {
        return Pattern.compile("-(\\w+)-\\w+ => " + account + " ")
                .matcher(host.log())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void a_server_that_was_away_meanwhile_is_used_again() throws Exception {
        MailRouteSettings usual = settings(MailSecurity.TLS, "localhost", host.caFile());
        try (MailRoute route = new MailRoute(usual)) {
            send(route, "away");
            host.restartExim();

            assertThat(send(route, "away")).contains("250 OK");
        }
    }

    @Test
    void
            a_mail_that_is_refused_for_good_or_for_now_is_told_so_and_the_route_is_as_well_as_before() {
        try (MailRoute route = route(MailSecurity.STARTTLS)) {
            assertThat(failure(route, "gone-1"))
                    .startsWith("refused for good by localhost: 550")
                    .contains("no such mailbox");
            assertThat(failure(route, "full-1"))
                    .startsWith("refused for now by localhost: 451")
                    .contains("the mailbox is full");
            assertThat(route.health().text()).isEqualTo("no mail has been sent yet");
        }
    }

    @Test
    void a_wrong_password_is_told_and_not_shown() throws IOException {
        password = Gateways.password(directory, "open sesame");
        try (MailRoute route = route(MailSecurity.STARTTLS)) {
            assertThat(failure(route, "x"))
                    .contains("refused the login")
                    .contains("password.file")
                    .doesNotContain("sesame");
            assertThat(route.health().state()).isEqualTo(RouteHealth.State.DEGRADED);
        }
    }

    @Test
    void a_password_that_others_can_read_is_not_used() throws IOException {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        try (MailRoute route = route(MailSecurity.STARTTLS)) {
            assertThat(failure(route, "x")).contains("chmod 600");
        }
    }

    @Test
    void a_certificate_of_another_ca_is_refused() {
        for (MailSecurity security : new MailSecurity[] {MailSecurity.TLS, MailSecurity.STARTTLS}) {
            try (MailRoute route =
                    new MailRoute(settings(security, "localhost", host.otherCaFile()))) {
                assertThat(failure(route, "x"))
                        .contains("the certificate of localhost")
                        .contains("was not accepted")
                        .contains("tls.ca.file");
            }
        }
    }

    @Test
    void a_gateway_without_a_mailbox_is_not_reached() {
        try (MailRoute route = route(MailSecurity.TLS)) {
            assertThat(route.reaches(pump("a@example.net"))).isTrue();
            assertThat(route.reaches(Gateways.GATEWAY)).isFalse();
            assertThat(route.cost()).contains(new Money(0, "EUR"));
            assertThatThrownBy(
                            () ->
                                    route.send(Gateways.GATEWAY, request, VALIDITY)
                                            .toCompletableFuture()
                                            .get())
                    .hasMessageContaining("has no mailbox");
        }
    }
}
