/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.server.registry.RouteHealth.State;
import io.reveille.tests.mail.MailHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail server is asked whether it would take a mail before there is one. */
class MailProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private Path directory;

    @Test
    void the_route_is_up_once_the_server_let_it_log_in_and_down_as_soon_as_it_is_gone()
            throws Exception {
        Optional<String> missing = MailHost.missing();
        missing.ifPresent(what -> System.err.println("SKIPPED: MailProbeTest: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        MailHost host = MailHost.start();
        try (MailRoute route = route(host, MailHost.PASSWORD);
                MailRoute stranger = route(host, "open sesame")) {
            await().atMost(LIMIT).until(() -> route.health().state() == State.UP);
            assertThat(route.health().text()).isEqualTo("localhost would take a mail");
            await().atMost(LIMIT).until(() -> stranger.health().state() == State.DOWN);
            assertThat(stranger.health().text())
                    .contains("refused the login")
                    .doesNotContain("sesame");

            assertThat(host.log()).doesNotContain("=>");
            host.stopExim();

            await().atMost(LIMIT).until(() -> route.health().state() == State.DOWN);
            assertThat(route.health().text()).contains("cannot be reached");
        } finally {
            host.close();
        }
    }

    private MailRoute route(MailHost host, String password) throws Exception {
        return new MailRoute(
                new MailRouteSettings(
                        "localhost",
                        host.ports().smtp(),
                        MailSecurity.STARTTLS,
                        Optional.of(host.caFile()),
                        Optional.of(MailHost.SUBMITTER),
                        Gateways.password(Files.createTempDirectory(directory, "keys"), password),
                        "wake@example.net",
                        "",
                        "fleet.example",
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200),
                        Optional.empty(),
                        Optional.empty()));
    }
}
