/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.EnrolmentCode;
import io.reveille.crypto.FleetCa;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.kura.GatewayReport.State;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Address and code of a fleet that come by SMS. */
@Timeout(120)
class EnrolmentSmsTest {
    private static final Pauses SHORT =
            new Pauses(Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(100));
    private final String code =
            EnrolmentCode.issue(FleetCa.create("fleet", Instant.now()).certificate()).text();

    @TempDir Path home;

    @Test
    void finds_address_and_code_alone_or_within_other_words() {
        String text = "reveille enrol https://203.0.113.7:4434/enrol " + code;

        assertThat(EnrolmentSms.find(text))
                .hasValueSatisfying(
                        order -> {
                            assertThat(order.url())
                                    .isEqualTo(URI.create("https://203.0.113.7:4434/enrol"));
                            assertThat(order.code()).isEqualTo(code);
                        });
        assertThat(EnrolmentSms.find("Hello! Reveille" + text.substring(8) + ". Bye")).isPresent();
    }

    @Test
    void takes_nothing_else_for_an_order() {
        assertThat(EnrolmentSms.find("")).isEmpty();
        assertThat(EnrolmentSms.find("reveille enrol http://203.0.113.7/enrol " + code)).isEmpty();
        assertThat(EnrolmentSms.find("reveille enrol https://a@b/enrol " + code)).isEmpty();
        assertThat(
                        EnrolmentSms.find(
                                "reveille enrol https://203.0.113.7/enrol 1234-5678-ABCD-EFGH"))
                .isEmpty();
        assertThat(EnrolmentSms.find("reveille enrol https://203.0.113.7/%zz " + code)).isEmpty();
        assertThat(EnrolmentSms.find("reveille enrol https://" + "x".repeat(10_000))).isEmpty();
    }

    @Test
    void a_gateway_that_may_asks_the_server_that_the_sms_names() throws Exception {
        try (ModemEmulator modem = modem();
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                GatewayRunner runner =
                        runner(
                                new Options()
                                        .with("modem", modem.address())
                                        .with("enrolment.sms", "true"))) {
            runner.start();
            await().until(() -> runner.report().detail().contains("ready"));
            assertThat(runner.report().state()).isEqualTo(State.NOT_ENROLLED);
            assertThat(runner.report().detail()).contains("waiting for an SMS");

            var unused =
                    modem.receive(
                            sms(
                                    "reveille enrol https://127.0.0.1:%d/enrol %s"
                                            .formatted(server.getLocalPort(), code)));

            server.accept().close();
            await().until(() -> runner.report().state() == State.ENROLLING);
        }
    }

    @Test
    void no_gateway_takes_a_code_by_sms_unless_told_so() throws Exception {
        try (ModemEmulator modem = modem();
                GatewayRunner runner = runner(new Options().with("modem", modem.address()))) {
            runner.start();

            await().until(() -> runner.report().state() == State.NOT_ENROLLED);
            assertThat(runner.report().detail()).contains("set enrolment.url");
        }
    }

    private GatewayRunner runner(Options options) {
        return new GatewayRunner(
                GatewayConfiguration.of(options.read(), Optional.of(home)),
                Optional::empty,
                new Channels(),
                SHORT);
    }

    private static ModemEmulator modem() throws Exception {
        return ModemEmulator.start(
                ModemEmulatorOptions.of(Subscriber.of("+4915112345678"))
                        .withLine("tcp:127.0.0.1:0"));
    }

    private static SmsDeliver sms(String text) {
        return SmsDeliver.of(
                Address.international("+491700000001"),
                Timestamp.of(OffsetDateTime.parse("2026-11-01T12:00:00+01:00")),
                DataCodingScheme.GSM7,
                UserData.gsm7(text));
    }
}
