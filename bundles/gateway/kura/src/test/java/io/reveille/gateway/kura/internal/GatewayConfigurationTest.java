/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyPlace;
import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.AddressRange;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.TunnelProtocol;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigurationTest {
    private static final Optional<Path> HOME = Optional.of(Path.of("/var/lib/reveille"));
    private final String code =
            EnrolmentCode.issue(FleetCa.create("fleet", Instant.now()).certificate()).text();

    @Test
    void defaults_are_a_gateway_that_offers_nothing_and_joins_nothing() {
        GatewayConfiguration configuration = read(new Options());

        assertThat(configuration.proxy().home()).isEqualTo(Path.of("/var/lib/reveille"));
        assertThat(configuration.proxy().services()).isEmpty();
        assertThat(configuration.proxy().protocols()).containsExactly(TunnelProtocol.TLS);
        assertThat(configuration.proxy().tunnel().timings().idle())
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.proxy().proxiesAllowed()).isEmpty();
        assertThat(configuration.proxy().budget()).isEqualTo(AccessBudget.defaults());
        assertThat(configuration.modem()).isEmpty();
        assertThat(configuration.enrolment()).isEmpty();
    }

    @Test
    void keys_are_in_files_or_in_a_store_with_all_that_it_needs() {
        Options token =
                new Options()
                        .with("keys.store", "pkcs11")
                        .with("keys.passphrase.file", "/etc/reveille/passphrase")
                        .with("pkcs11.library", "/usr/lib/softhsm/libsofthsm2.so")
                        .with("pkcs11.slot", 2);

        assertThat(read(new Options()).keys()).isEqualTo(KeyPlace.FILES);
        assertThat(read(new Options().with("keys.store", "pkcs12")).keys().kind())
                .isEqualTo(KeyPlace.Kind.PKCS12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(token))
                .withMessageStartingWith("pkcs11.pin.file: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new Options().with("keys.store", "hsm")))
                .withMessageStartingWith("keys.store: ");
        assertThat(read(token.with("pkcs11.pin.file", "/etc/reveille/pin")).keys())
                .isEqualTo(
                        new KeyPlace(
                                KeyPlace.Kind.PKCS11,
                                Optional.of(Path.of("/etc/reveille/passphrase")),
                                Optional.of(
                                        new KeyPlace.Token(
                                                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                                                2,
                                                Path.of("/etc/reveille/pin")))));
    }

    @Test
    void everything_that_is_written_is_read() {
        GatewayConfiguration configuration =
                read(
                        new Options()
                                .with("home", "/data/gw/../gw7")
                                .with("modem", " serial:/dev/ttyUSB2 ")
                                .with("sim.pin.file", "/data/pin")
                                .with("msisdn", "+49 151 12345678")
                                .with("services", "http=127.0.0.1:8080")
                                .with("tunnel.protocols", "tls")
                                .with("idle.timeout", "15m")
                                .with("enrolment.url", "https://203.0.113.7:4434/enrol")
                                .with("enrolment.code", code.toLowerCase(Locale.ROOT))
                                .with("proxies.allowed", "203.0.113.0/24")
                                .with("dials.per.minute", "3")
                                .with("dials.per.hour", 30));

        assertThat(configuration.proxy().home()).isEqualTo(Path.of("/data/gw7"));
        assertThat(configuration.modem()).contains("serial:/dev/ttyUSB2");
        assertThat(configuration.pinFile()).contains(Path.of("/data/pin"));
        assertThat(configuration.proxy().msisdn()).contains(new Msisdn("4915112345678"));
        assertThat(configuration.proxy().services())
                .isEqualTo(OfferedService.parse("http=127.0.0.1:8080"));
        assertThat(configuration.proxy().tunnel().timings().idle())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(configuration.enrolment())
                .contains(
                        new GatewayConfiguration.Enrolment(
                                URI.create("https://203.0.113.7:4434/enrol"), code));
        assertThat(configuration.proxy().proxiesAllowed())
                .contains(AddressRange.parse("203.0.113.0/24"));
        assertThat(configuration.proxy().budget().dialsPerMinute()).isEqualTo(3);
        assertThat(configuration.proxy().budget().dialsPerHour()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    home             | var/lib          | is not a full path; write one that begins with /
                    modem            | /dev/ttyUSB2     | tcp:HOST:PORT or serial:/dev/PORT
                    modem            | modemmanager:SIM | modemmanager: and the IMEI's 15 digits
                    msisdn           | 0151 123         | country code
                    services         | http             | write name=host:port
                    tunnel.protocols | IPSEC,SSH        | "SSH" cannot be dialled; write TLS, IPSEC or both
                    idle.timeout     | 120              | is not 5s to 24h; write for example 120s
                    idle.timeout     | 1s               | is not 5s to 24h
                    idle.timeout     | 25h              | is not 5s to 24h
                    enrolment.url    | http://x/enrol   | write the address as the server printed it
                    enrolment.code   | ABCD             | write the code as the server printed it
                    proxies.allowed  | proxy.example    | is no address or range
                    dials.per.minute | 0                | write a number from 1 to 600
                    dials.per.minute | many             | write a number from 1 to 600
                    dials.per.hour   | 10001            | write a number from 1 to 10000
                    """)
    void says_which_key_is_wrong_and_what_to_write(String key, String value, String message) {
        Options options =
                new Options()
                        .with("enrolment.url", "https://203.0.113.7:4434/enrol")
                        .with("enrolment.code", code)
                        .with(key, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(options))
                .withMessageStartingWith(key + ": ")
                .withMessageContaining(message);
    }

    @Test
    void an_address_without_a_code_and_a_code_without_an_address_are_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new Options().with("enrolment.code", code)))
                .withMessageStartingWith("enrolment.url: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new Options().with("enrolment.url", "https://host/enrol")))
                .withMessageStartingWith("enrolment.code: ");
    }

    @Test
    void without_any_home_the_message_says_what_to_write() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewayConfiguration.of(new Options().read(), Optional.empty()))
                .withMessageStartingWith("home: write the directory");
    }

    @Test
    void the_code_is_not_shown() {
        assertThat(
                        read(
                                new Options()
                                        .with("enrolment.url", "https://host/enrol")
                                        .with("enrolment.code", code)))
                .asString()
                .doesNotContain(code);
    }

    @Test
    void the_home_is_the_one_started_with_or_in_kuras_data() {
        assertThat(DefaultHome.of(Map.of("reveille.home", "/r", "kura.home", "/k")::get))
                .contains(Path.of("/r"));
        assertThat(DefaultHome.of(Map.of("kura.home", "/opt/eclipse/kura")::get))
                .contains(Path.of("/opt/eclipse/kura/data/reveille"));
        assertThat(DefaultHome.of(Map.<String, String>of()::get)).isEmpty();
    }

    private static GatewayConfiguration read(Options options) {
        return GatewayConfiguration.of(options.read(), HOME);
    }
}
