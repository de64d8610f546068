/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static io.reveille.server.signal.Gateways.GATEWAY;
import static io.reveille.server.signal.Gateways.NUMBER;
import static io.reveille.server.signal.Gateways.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.UnsentException;
import io.reveille.sms.Address;
import io.reveille.sms.ApplicationPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SmppRouteTest {
    private static final Duration VALIDITY = Duration.ofMinutes(2);

    @TempDir private Path directory;
    private Smsc smsc;
    private SmppRoute route;

    @BeforeEach
    void open() throws Exception {
        smsc = Smsc.open();
    }

    @AfterEach
    void close() throws Exception {
        if (route != null) {
            route.close();
        }
        smsc.close();
    }

    @Test
    void a_request_is_submitted_as_octets_to_an_application_port() throws Exception {
        givenABoundRoute();

        String accepted = answer(route.send(GATEWAY, SEALED, VALIDITY));

        assertThat(accepted).isEqualTo("accepted by 127.0.0.1:" + smsc.port() + ", id 17");
        SubmitSm request = smsc.submitted.get(0);
        assertThat(request.getDestAddress()).isEqualTo(NUMBER);
        assertThat(request.getDestAddrTon()).isEqualTo((byte) 1);
        assertThat(request.getDestAddrNpi()).isEqualTo((byte) 1);
        assertThat(request.getDataCoding()).isEqualTo((byte) 0x04);
        assertThat(request.getEsmClass()).isEqualTo((byte) 0x40);
        assertThat(request.getProtocolId()).isZero();
        assertThat(request.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(request.getValidityPeriod()).isEqualTo("000000000200000R");
        assertThat(request.getSourceAddr()).isNullOrEmpty();
        assertThat(Octets.of(request.getShortMessage()).hex())
                .isEqualToIgnoringCase("06 05 04 3E80 3E80 D1010203".replace(" ", ""));
    }

    @Test
    void the_largest_request_fits() throws Exception {
        givenABoundRoute();
        Octets largest = Octets.of(new byte[SmppRoute.MAX_OCTETS]);

        answer(route.send(GATEWAY, largest, VALIDITY));

        assertThat(smsc.submitted.get(0).getShortMessage()).hasSize(140);
    }

    @Test
    void what_cannot_be_sent_fails_at_once() throws Exception {
        givenABoundRoute();
        Octets large = Octets.of(new byte[SmppRoute.MAX_OCTETS + 1]);

        assertThatThrownBy(() -> answer(route.send(GATEWAY, large, VALIDITY)))
                .hasMessageContaining("134 octets do not fit one short message of 133");
        assertThatThrownBy(
                        () ->
                                answer(
                                        route.send(
                                                Gateways.gateway(Optional.empty()),
                                                SEALED,
                                                VALIDITY)))
                .hasMessageContaining("gateway gw7 has no phone number");
        assertThat(smsc.submitted).isEmpty();
    }

    @ParameterizedTest(name = "<{0}>")
    @CsvSource({"+4930123456, 1, 1, 4930123456", "12345, 0, 1, 12345", "Reveille, 5, 0, Reveille"})
    void the_source_address_is_that_of_the_settings(
            String source, byte ton, byte npi, String digits) throws Exception {
        Address address =
                digits.equals("Reveille") ? Address.alphanumeric(source) : Address.parse(source);
        start(
                new SmppSettings(
                        "127.0.0.1",
                        smsc.port(),
                        false,
                        Smsc.SYSTEM_ID,
                        Gateways.password(directory, Smsc.PASSWORD),
                        "",
                        Optional.of(address),
                        ReceiptRequest.FAILURES,
                        ApplicationPorts.of(16_001, 16_002),
                        1,
                        1,
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200)));

        answer(route.send(GATEWAY, SEALED, VALIDITY));

        SubmitSm request = smsc.submitted.get(0);
        assertThat(request.getSourceAddr()).isEqualTo(digits);
        assertThat(request.getSourceAddrTon()).isEqualTo(ton);
        assertThat(request.getSourceAddrNpi()).isEqualTo(npi);
        assertThat(request.getRegisteredDelivery()).isEqualTo((byte) 2);
        assertThat(Octets.of(request.getShortMessage()).hex())
                .startsWithIgnoringCase("0605043E813E82");
    }

    @Test
    void says_what_it_is_and_whom_it_reaches() throws Exception {
        givenABoundRoute();

        assertThat(route.name()).isEqualTo("smpp 127.0.0.1:" + smsc.port());
        assertThat(route.channel()).isEqualTo(SignalChannel.SMS);
        assertThat(route.reaches(GATEWAY)).isTrue();
        assertThat(route.reaches(Gateways.gateway(Optional.empty()))).isFalse();
        assertThat(route.health().text()).isEqualTo("bound to 127.0.0.1:" + smsc.port());
        route.close();
        assertThatThrownBy(() -> answer(route.send(GATEWAY, SEALED, VALIDITY)))
                .hasCause(UnsentException.passing("closed"));
        assertThat(route.health().text()).isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x58, 0x14})
    void a_centre_that_is_busy_is_asked_again_later(int status) throws Exception {
        givenABoundRoute();
        smsc.refusals.addAll(List.of(status, status));

        assertThat(answer(route.send(GATEWAY, SEALED, VALIDITY))).startsWith("accepted");
        assertThat(smsc.submitted).hasSize(3);
    }

    @Test
    void while_the_centre_is_busy_nothing_is_sent() throws Exception {
        givenABoundRoute();
        smsc.refusals.add(0x58);
        List<CompletionStage<String>> answers = new ArrayList<>();
        answers.add(route.send(GATEWAY, SEALED, VALIDITY));
        await().until(() -> smsc.submitted.size() == 1);
        for (int i = 0; i < 20; i++) {
            answers.add(route.send(GATEWAY, SEALED, VALIDITY));
        }

        for (CompletionStage<String> sent : answers) {
            assertThat(answer(sent)).startsWith("accepted");
        }
        assertThat(smsc.submitted).hasSize(22);
    }

    @Test
    void a_centre_that_stays_busy_is_given_up_when_the_request_has_expired() throws Exception {
        givenABoundRoute();
        for (int i = 0; i < 1_000; i++) {
            smsc.refusals.add(0x58);
        }

        assertThatThrownBy(() -> answer(route.send(GATEWAY, SEALED, Duration.ofSeconds(2))))
                .hasMessageContaining("not accepted within 2 s")
                .hasMessageContaining("throttled (0x58)");
        assertThat(smsc.submitted).hasSizeLessThan(10);
    }

    @Test
    void a_refusal_for_good_is_told_with_its_reason() throws Exception {
        givenABoundRoute();
        smsc.refusals.add(0x0B);

        assertThatThrownBy(() -> answer(route.send(GATEWAY, SEALED, VALIDITY)))
                .hasMessageContaining(
                        "refused by 127.0.0.1:%d: invalid destination address (0x0B)"
                                .formatted(smsc.port()));
        assertThat(smsc.submitted).hasSize(1);
    }

    @Test
    void the_session_is_bound_again_after_the_centre_hung_up() throws Exception {
        givenABoundRoute();

        smsc.hangUp();

        await().until(() -> smsc.binds.size() == 2);
        assertThat(answer(route.send(GATEWAY, SEALED, VALIDITY))).startsWith("accepted");
    }

    @Test
    void a_request_waits_for_a_centre_that_is_restarted() throws Exception {
        givenABoundRoute();
        smsc.stop();
        await().until(() -> route.health().text().startsWith("not bound"));

        assertThat(route.reaches(GATEWAY)).isTrue();
        CompletionStage<String> answer = route.send(GATEWAY, SEALED, VALIDITY);
        smsc.restart();

        assertThat(answer(answer)).startsWith("accepted");
    }

    @Test
    void a_request_does_not_wait_for_the_centre_beyond_its_validity() throws Exception {
        smsc.stop();
        startUnbound();

        assertThatThrownBy(() -> answer(route.send(GATEWAY, SEALED, Duration.ofMillis(300))))
                .hasMessageContaining("not bound to 127.0.0.1:%d: connection refused", smsc.port());
    }

    @Test
    void a_connection_lost_while_the_answer_is_awaited_does_not_lose_the_request()
            throws Exception {
        givenABoundRoute();
        smsc.beforeAnswer =
                request -> {
                    smsc.beforeAnswer = other -> {};
                    smsc.hangUp();
                };

        assertThat(answer(route.send(GATEWAY, SEALED, VALIDITY))).startsWith("accepted");
        assertThat(smsc.submitted).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void requests_are_sent_side_by_side_up_to_the_window() throws Exception {
        givenABoundRoute();
        CountDownLatch three = new CountDownLatch(3);
        smsc.beforeAnswer =
                request -> {
                    three.countDown();
                    try {
                        three.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        List<CompletionStage<String>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(route.send(GATEWAY, SEALED, VALIDITY));
        }

        for (CompletionStage<String> sent : answers) {
            assertThat(answer(sent)).startsWith("accepted");
        }
    }

    @Test
    void an_idle_link_is_probed() throws Exception {
        start(settings(Smsc.PASSWORD, Duration.ofMillis(100), Duration.ofSeconds(5)));

        await().until(() -> smsc.enquireLinks.get() >= 2);
    }

    @Test
    void a_wrong_password_is_told_and_tried_again_with_what_the_file_says_then() throws Exception {
        route = SmppRoute.start(settings("wrong", Duration.ofSeconds(30), Duration.ofSeconds(1)));

        await().until(() -> route.health().text().contains("refused"));
        assertThat(route.health().text())
                .endsWith("the bind was refused: invalid password; check password.file (0x0E)");
        Gateways.password(directory, Smsc.PASSWORD);

        await().until(() -> route.health().text().startsWith("bound"));
    }

    @Test
    void closing_fails_what_is_still_waiting() throws Exception {
        givenABoundRoute();
        CountDownLatch never = new CountDownLatch(1);
        smsc.beforeAnswer =
                request -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        CompletionStage<String> answer = route.send(GATEWAY, SEALED, VALIDITY);
        await().until(() -> smsc.submitted.size() == 1);

        route.close();

        assertThatThrownBy(() -> answer(answer)).hasMessageContaining("the route was closed");
        never.countDown();
        assertThatThrownBy(() -> answer(route.send(GATEWAY, SEALED, VALIDITY)))
                .hasMessageContaining("closed");
    }

    private void givenABoundRoute() throws Exception {
        start(settings(Smsc.PASSWORD, Duration.ofSeconds(30), Duration.ofSeconds(5)));
    }

    private void startUnbound() throws Exception {
        route =
                SmppRoute.start(
                        settings(Smsc.PASSWORD, Duration.ofSeconds(30), Duration.ofSeconds(5)));
        await().until(() -> route.health().text().contains("refused"));
    }

    private void start(SmppSettings settings) {
        route = SmppRoute.start(settings);
        await().until(() -> route.health().text().startsWith("bound"));
    }

    private SmppSettings settings(String password, Duration enquireLink, Duration timeout)
            throws Exception {
        return new SmppSettings(
                "127.0.0.1",
                smsc.port(),
                false,
                Smsc.SYSTEM_ID,
                Gateways.password(directory, password),
                "",
                Optional.empty(),
                ReceiptRequest.ALL,
                SmppSettings.DEFAULT_PORTS,
                8,
                1,
                Optional.empty(),
                enquireLink,
                timeout,
                Duration.ofMillis(50),
                Duration.ofMillis(200));
    }

    private static String answer(CompletionStage<String> stage) throws Exception {
        return stage.toCompletableFuture().get(50, TimeUnit.SECONDS);
    }
}
