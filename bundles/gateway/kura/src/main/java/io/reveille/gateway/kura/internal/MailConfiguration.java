/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.signal.MailSecurity;
import io.reveille.gateway.signal.MailSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A mailbox's configuration, checked. */
final class MailConfiguration {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private MailConfiguration() {}

    /**
     * Settings.
     *
     * @param otherwise the home directory where none is written
     * @throws IllegalArgumentException whose message names the property and says what is wrong
     */
    static MailSettings of(MailOptions options, Optional<Path> otherwise) {
        try {
            Path home =
                    text(options.gateway_home())
                            .map(Path::of)
                            .or(() -> otherwise)
                            .orElse(Path.of(""))
                            .toAbsolutePath();
            MailSecurity security = security(options.security());
            int port = options.port() == 0 ? security.usualPort() : options.port();
            String host = options.host().strip();
            String user = options.user().strip();
            String mailbox = options.mailbox().strip();
            return new MailSettings(
                    host,
                    port,
                    security,
                    text(options.tls_ca_file()).map(home::resolve),
                    user,
                    home.resolve(options.password_file().strip()),
                    mailbox,
                    text(options.processed_folder()),
                    Duration.ofMinutes(options.keep_alive_minutes()),
                    Duration.ofSeconds(options.poll_seconds()),
                    Duration.ofSeconds(options.timeout_seconds()),
                    options.mails_per_minute(),
                    FIRST_PAUSE,
                    LONGEST_PAUSE,
                    Optional.of(position(home, user + "@" + host + ":" + port + "/" + mailbox)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MailOptions.PID + ": " + e.getMessage(), e);
        }
    }

    /** One file for each mailbox. */
    private static Path position(Path home, String mailbox) {
        UUID name = UUID.nameUUIDFromBytes(mailbox.getBytes(StandardCharsets.UTF_8));
        return home.resolve("data").resolve("mail-" + name + ".position");
    }

    private static MailSecurity security(String text) {
        try {
            return MailSecurity.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "security: '" + text + "' is none of tls, starttls, none", e);
        }
    }

    private static Optional<String> text(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }
}
