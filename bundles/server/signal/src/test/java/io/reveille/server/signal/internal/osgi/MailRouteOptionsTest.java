/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.server.signal.MailRouteSettings;
import io.reveille.server.signal.MailSecurity;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailRouteOptionsTest {
    private static MailRouteSettings read(Map<String, Object> values) {
        MailRouteConfiguration configuration =
                (MailRouteConfiguration)
                        Proxy.newProxyInstance(
                                MailRouteConfiguration.class.getClassLoader(),
                                new Class<?>[] {MailRouteConfiguration.class},
                                (proxy, method, arguments) ->
                                        values.getOrDefault(
                                                method.getName().replace('_', '.'),
                                                method.getDefaultValue()));
        return MailRouteOptions.of(configuration, Path.of("/srv/reveille"), "fleet.example");
    }

    @Test
    void server_and_sender_are_enough() {
        MailRouteSettings settings =
                read(Map.of("host", "mail.example.com", "from", "wake@example.com"));

        assertThat(settings.security()).isEqualTo(MailSecurity.STARTTLS);
        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.user()).isEmpty();
        assertThat(settings.cost()).isEmpty();
        assertThat(settings.passwordFile()).isEqualTo(Path.of("/srv/reveille/keys/mail.password"));
    }

    @Test
    void what_is_wrong_is_told_by_its_key() {
        assertThatThrownBy(() -> read(Map.of("from", "wake@example.com")))
                .hasMessageStartingWith("io.reveille.server.signal.mail: host: ");
        assertThatThrownBy(() -> read(Map.of("host", "h", "from", "wake\nBcc: x@example.com")))
                .hasMessageContaining("from: ");
        assertThatThrownBy(
                        () ->
                                read(
                                        Map.of(
                                                "host",
                                                "h",
                                                "from",
                                                "wake@example.com",
                                                "contact",
                                                "a\nb")))
                .hasMessageContaining("contact: ");
        assertThatThrownBy(() -> read(Map.of("host", "h", "from", "a@b", "security", "maybe")))
                .hasMessageContaining("none of tls, starttls, none");
    }
}
