/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.tests.mail.MailHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with an account, and what is said about it. */
@Timeout(120)
class MailProblemsTest extends MailServerTest {
    private MailFixtures fixtures;
    @TempDir Path directory;

    @BeforeEach
    void an_account() throws IOException {
        fixtures = new MailFixtures(host, "problems", directory.resolve("password"));
        Files.writeString(fixtures.passwordFile, MailHost.PASSWORD);
    }

    @Test
    void a_certificate_of_another_ca_is_refused() {
        fixtures.caFile = host.otherCaFile();

        assertThat(health("trying again"))
                .contains("certificate was not accepted")
                .contains("tls.ca.file");
    }

    @Test
    void a_certificate_of_another_ca_is_refused_after_starttls_too() {
        fixtures.caFile = host.otherCaFile();
        fixtures.port = host.ports().imap();
        fixtures.security = MailSecurity.STARTTLS;

        assertThat(health("trying again")).contains("certificate was not accepted");
    }

    @Test
    void a_certificate_for_another_name_is_refused() {
        fixtures.host = "127.0.0.2";

        assertThat(health("trying again"))
                .contains("certificate was not accepted")
                .contains("127.0.0.2");
    }

    @Test
    void a_wrong_password_is_told_and_not_shown() throws IOException {
        Files.writeString(fixtures.passwordFile, "open sesame");

        assertThat(health("trying again"))
                .contains("refused the login")
                .contains("password.file")
                .doesNotContain("sesame");
    }

    @Test
    void a_password_that_is_missing_is_told() throws IOException {
        Files.delete(fixtures.passwordFile);

        assertThat(health("trying again")).contains("password.file: ").contains("cannot be read");
    }

    @Test
    void a_mailbox_that_is_missing_is_told() {
        fixtures.mailbox = "Requests";

        assertThat(health("trying again")).contains("no mailbox 'Requests'");
    }

    @Test
    void a_server_that_is_not_there_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fixtures.port = taken.getLocalPort();
        }

        assertThat(health("trying again")).contains("cannot be reached");
    }

    @Test
    void a_server_that_says_nothing_is_given_up_and_closing_does_not_wait_for_it()
            throws IOException {
        fixtures.timeout = Duration.ofMinutes(5);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fixtures.port = silent.getLocalPort();
            Inbox inbox = new Inbox(fixtures.settings());
            silent.accept();

            inbox.close();

            await().untilAsserted(
                            () ->
                                    assertThat(Thread.getAllStackTraces().keySet())
                                            .extracting(Thread::getName)
                                            .doesNotContain("reveille-mail-pump-17"));
        }
    }

    private String health(String part) {
        try (Inbox inbox = new Inbox(fixtures.settings())) {
            return inbox.awaitHealth(part).health();
        }
    }
}
