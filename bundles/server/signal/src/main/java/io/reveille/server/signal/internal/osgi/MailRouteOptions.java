/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.registry.Money;
import io.reveille.server.registry.SignalRate;
import io.reveille.server.signal.MailRouteSettings;
import io.reveille.server.signal.MailSecurity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The configuration, checked. */
final class MailRouteOptions {
    private MailRouteOptions() {}

    /**
     * Settings.
     *
     * @param fleet the fleet's name, for people
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static MailRouteSettings of(MailRouteConfiguration options, Path home, String fleet) {
        try {
            MailSecurity security = security(options.security());
            return new MailRouteSettings(
                    options.host().strip(),
                    options.port() == 0 ? security.usualPort() : options.port(),
                    security,
                    text(options.tls_ca_file()).map(home::resolve),
                    text(options.user()),
                    home.resolve(options.password_file().strip()),
                    options.from().strip(),
                    options.contact().strip(),
                    fleet,
                    options.connections(),
                    Duration.ofSeconds(options.timeout_seconds()),
                    Duration.ofSeconds(options.idle_close_seconds()),
                    Duration.ofSeconds(options.probe_seconds()),
                    text(options.cost()).map(Money::parse),
                    text(options.rate()).map(SignalRate::parse));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    MailRouteConfiguration.PID + ": " + e.getMessage(), e);
        }
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
