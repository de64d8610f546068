/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.tests.mail.MailHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings for the mail server of the tests: as usual, but with short pauses. */
final class MailFixtures {
    String host = "localhost";
    int port;
    MailSecurity security = MailSecurity.TLS;
    Path caFile;
    String user;
    Path passwordFile;
    String mailbox = "INBOX";
    Optional<String> processedFolder = Optional.of("Reveille");
    Duration keepAlive = Duration.ofMinutes(9);
    Duration timeout = Duration.ofSeconds(5);
    Optional<Path> positionFile = Optional.empty();

    MailFixtures(MailHost host, String user, Path passwordFile) {
        this.port = host.ports().imaps();
        this.caFile = host.caFile();
        this.user = user;
        this.passwordFile = passwordFile;
    }

    static MailSettings settings(MailHost host, String user, Path passwordFile) {
        return new MailFixtures(host, user, passwordFile).settings();
    }

    MailSettings settings() {
        return new MailSettings(
                host,
                port,
                security,
                Optional.of(caFile),
                user,
                passwordFile,
                mailbox,
                processedFolder,
                keepAlive,
                Duration.ofMillis(200),
                timeout,
                600,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                positionFile);
    }
}
