/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import io.reveille.server.signal.KannelSettings;
import io.reveille.server.signal.RouteTraits;
import io.reveille.server.signal.WebhookSettings;
import io.reveille.server.signal.WebhookSettings.WebhookReceipts;
import io.reveille.sms.ApplicationPorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The configurations of routes by HTTP, checked. */
final class HttpOptions {
    private HttpOptions() {}

    /**
     * Settings.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static KannelSettings of(KannelConfiguration c, Path home) {
        return named(
                KannelConfiguration.PID,
                () ->
                        new KannelSettings(
                                uri(c.url().strip()),
                                c.username().strip(),
                                home.resolve(c.password_file().strip()),
                                c.from().strip(),
                                c.smsc().strip(),
                                c.message_class() < 0
                                        ? Optional.empty()
                                        : Optional.of(c.message_class()),
                                c.number_prefix().strip().equals("none")
                                        ? ""
                                        : c.number_prefix().strip(),
                                ports(c.application_port()),
                                Duration.ofSeconds(c.timeout_seconds()),
                                file(c.trust_file(), home)));
    }

    static RouteTraits traits(KannelConfiguration c, String usualName) {
        return named(
                KannelConfiguration.PID,
                () -> RouteTraits.parse(c.name(), usualName, c.form(), c.cost(), c.rate()));
    }

    /**
     * Settings.
     *
     * @throws IllegalArgumentException whose message names the property and what is wrong with it
     */
    static WebhookSettings of(WebhookConfiguration c, Path home) {
        return named(
                WebhookConfiguration.PID,
                () ->
                        new WebhookSettings(
                                c.method().strip().toUpperCase(Locale.ROOT),
                                c.url().strip(),
                                headers(c.headers()),
                                c.content_type().strip(),
                                c.body(),
                                c.body_text(),
                                c.username().strip(),
                                file(c.secret_file(), home),
                                new WebhookReceipts(
                                        c.receipt_state().strip(),
                                        words(c.receipt_delivered()),
                                        words(c.receipt_failed())),
                                ports(c.application_port()),
                                Duration.ofSeconds(c.timeout_seconds()),
                                file(c.trust_file(), home)));
    }

    static RouteTraits traits(WebhookConfiguration c, String usualName) {
        return named(
                WebhookConfiguration.PID,
                () -> RouteTraits.parse(c.name(), usualName, c.form(), c.cost(), c.rate()));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url is none: " + e.getMessage(), e);
        }
    }

    private static List<String> headers(String text) {
        return Arrays.stream(text.split("[|\\n]"))
                .map(String::strip)
                .filter(header -> !header.isEmpty())
                .toList();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ApplicationPorts ports(int port) {
        return ApplicationPorts.of(port, port);
    }

    private static Optional<Path> file(String text, Path home) {
        return text.isBlank() ? Optional.empty() : Optional.of(home.resolve(text.strip()));
    }

    private static <T> T named(String pid, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(pid + ": " + e.getMessage(), e);
        }
    }
}
