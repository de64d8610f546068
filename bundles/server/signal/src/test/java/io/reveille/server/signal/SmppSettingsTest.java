/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.sms.Address;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.TypeOfNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmppSettingsTest {
    private static final Path FILE = Path.of("keys", "smpp.password");

    @Test
    void defaults_go_from_and_to_the_first_port_of_the_range() {
        SmppSettings settings = SmppSettings.of("smsc.example", 2775, "reveille", FILE);

        assertThat(settings.ports()).isEqualTo(SmppSettings.DEFAULT_PORTS);
        assertThat(settings.ports().destination()).isBetween(16_000, 16_999);
        assertThat(settings.receipts()).isEqualTo(ReceiptRequest.ALL);
    }

    @Test
    void what_makes_no_sense_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmppSettings.of(" ", 2775, "reveille", FILE))
                .withMessage("host is empty: name the service centre");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmppSettings.of("smsc", 0, "reveille", FILE))
                .withMessage("port 0 is not within 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmppSettings.of("smsc", 2775, "a-name-of-16-chars", FILE))
                .withMessageContaining("system.id")
                .withMessageContaining("15 ASCII characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(8, Duration.ZERO, Optional.empty()))
                .withMessageContaining("response.timeout.seconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(101, Duration.ofSeconds(1), Optional.empty()))
                .withMessage("window 101 is not within 1 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                settings(
                                        8,
                                        Duration.ofSeconds(1),
                                        Optional.of(Address.alphanumeric("Ärger"))))
                .withMessage("source.address 'Ärger' cannot be sent by SMPP");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                settings(
                                        8,
                                        Duration.ofSeconds(1),
                                        Optional.of(
                                                new Address(
                                                        TypeOfNumber.UNKNOWN,
                                                        NumberingPlan.RESERVED_2,
                                                        "1"))))
                .withMessage("source.address '1' cannot be sent by SMPP");
    }

    private static SmppSettings settings(int window, Duration timeout, Optional<Address> source) {
        SmppSettings defaults = SmppSettings.of("smsc", 2775, "reveille", FILE);
        return new SmppSettings(
                defaults.host(),
                defaults.port(),
                true,
                defaults.systemId(),
                FILE,
                "",
                source,
                ReceiptRequest.NONE,
                defaults.ports(),
                window,
                1,
                Optional.empty(),
                Duration.ofSeconds(1),
                timeout,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }
}
