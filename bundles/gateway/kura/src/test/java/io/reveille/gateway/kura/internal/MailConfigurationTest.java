/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.gateway.signal.MailSecurity;
import io.reveille.gateway.signal.MailSettings;
import io.reveille.gateway.signal.SignalSource;
import io.reveille.protocol.SignalChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailConfigurationTest {
    private static final Path HOME = Path.of("/var/lib/reveille");

    private static MailSettings read(Options options) {
        return MailConfiguration.of(options.read(MailOptions.class), Optional.of(HOME));
    }

    private static Options account() {
        return new Options().with("host", "mail.example.net").with("user", "pump-17");
    }

    @Test
    void the_account_is_enough() {
        MailSettings settings = read(account());

        assertThat(settings.port()).isEqualTo(993);
        assertThat(settings.security()).isEqualTo(MailSecurity.TLS);
        assertThat(settings.passwordFile()).isEqualTo(HOME.resolve("keys/mail.password"));
        assertThat(settings.processedFolder()).contains("Reveille");
        assertThat(settings.keepAlive()).isEqualTo(Duration.ofMinutes(9));
        assertThat(settings.positionFile()).get().asString().startsWith(HOME + "/data/mail-");
    }

    @Test
    void files_are_in_the_home_of_the_gateway_that_it_is_for() {
        MailSettings settings =
                read(
                        account()
                                .with("gateway.home", "/srv/pump")
                                .with("tls.ca.file", "keys/ca.pem")
                                .with("security", "STARTTLS")
                                .with("processed.folder", " "));

        assertThat(settings.caFile()).contains(Path.of("/srv/pump/keys/ca.pem"));
        assertThat(settings.port()).isEqualTo(143);
        assertThat(settings.processedFolder()).isEmpty();
    }

    @Test
    void a_channel_that_cannot_be_used_is_shown_with_the_reason() {
        MailOptions options = new Options().with("user", "x").read(MailOptions.class);

        try (SignalSource channel =
                new MailChannelComponent(options, Optional.of(HOME))
                        .open("pump-17", (by, octets, origin) -> {})) {
            assertThat(channel.channel()).isEqualTo(SignalChannel.EMAIL);
            assertThat(channel.health()).startsWith("unusable: io.reveille.gateway.mail: host: ");
        }
    }

    @Test
    void what_is_wrong_is_told_by_its_key() {
        assertThatThrownBy(() -> read(new Options().with("user", "x")))
                .hasMessageStartingWith("io.reveille.gateway.mail: host: ");
        assertThatThrownBy(() -> read(account().with("security", "ssl")))
                .hasMessageContaining("security: 'ssl' is none of tls, starttls, none");
        assertThatThrownBy(() -> read(account().with("keep.alive.minutes", "29")))
                .hasMessageContaining("keep.alive: ");
        assertThatThrownBy(() -> read(account().with("processed.folder", "INBOX")))
                .hasMessageContaining("processed.folder: ");
    }
}
