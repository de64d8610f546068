/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.server.signal.ReceiptRequest;
import io.reveille.server.signal.SmppSettings;
import io.reveille.sms.Address;
import io.reveille.sms.NumberingPlan;
import io.reveille.sms.TypeOfNumber;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmppOptionsTest {
    private static final Path HOME = Path.of("/var/lib/reveille");

    @Test
    void host_and_system_id_are_enough() {
        SmppSettings settings =
                SmppOptions.of(
                        configuration(Map.of("host", " smsc.example ", "system_id", "reveille")),
                        HOME);

        assertThat(settings)
                .isEqualTo(
                        SmppSettings.of(
                                "smsc.example",
                                2775,
                                "reveille",
                                HOME.resolve("keys/smpp.password")));
    }

    @Test
    void everything_else_may_be_said() {
        SmppSettings settings =
                SmppOptions.of(
                        configuration(
                                Map.of(
                                        "host",
                                        "smsc.example",
                                        "port",
                                        3550,
                                        "tls",
                                        true,
                                        "system_id",
                                        "reveille",
                                        "password_file",
                                        "/etc/smpp.password",
                                        "source_address",
                                        "Reveille",
                                        "receipts",
                                        "failures",
                                        "application_port",
                                        16_500,
                                        "response_timeout_seconds",
                                        5,
                                        "window",
                                        1)),
                        HOME);

        assertThat(settings.tls()).isTrue();
        assertThat(settings.passwordFile()).isEqualTo(Path.of("/etc/smpp.password"));
        assertThat(settings.source()).contains(Address.alphanumeric("Reveille"));
        assertThat(settings.receipts()).isEqualTo(ReceiptRequest.FAILURES);
        assertThat(settings.ports().destination()).isEqualTo(16_500);
        assertThat(settings.responseTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void type_and_plan_of_the_source_may_be_dictated() {
        SmppSettings settings =
                SmppOptions.of(
                        configuration(
                                Map.of(
                                        "host", "smsc.example",
                                        "system_id", "reveille",
                                        "source_address", "12345",
                                        "source_ton", 3,
                                        "source_npi", 0)),
                        HOME);

        assertThat(settings.source())
                .contains(
                        new Address(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlan.UNKNOWN, "12345"));
    }

    @Test
    void what_is_wrong_is_told_with_its_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmppOptions.of(configuration(Map.of()), HOME))
                .withMessage(
                        "io.reveille.server.signal.smpp: host is empty: name the service centre");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmppOptions.of(
                                        configuration(
                                                Map.of(
                                                        "host", "h",
                                                        "system_id", "s",
                                                        "receipts", "some")),
                                        HOME))
                .withMessage(
                        "io.reveille.server.signal.smpp: receipts 'some' is none of all, failures,"
                                + " none");
    }

    /** The annotation with its defaults and some values. */
    private static SmppConfiguration configuration(Map<String, Object> values) {
        return (SmppConfiguration)
                Proxy.newProxyInstance(
                        SmppConfiguration.class.getClassLoader(),
                        new Class<?>[] {SmppConfiguration.class},
                        (proxy, method, arguments) ->
                                values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
