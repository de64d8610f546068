/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import static io.reveille.server.signal.Gateways.GATEWAY;
import static io.reveille.server.signal.Gateways.NUMBER;
import static io.reveille.server.signal.Gateways.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.SmppAccount;
import io.reveille.emulator.SmsCentre;
import io.reveille.emulator.SmsCentreOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.server.registry.SignalNews;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Kannel, with a centre and a gateway's modem behind it; and what Kannel is asked. */
@Timeout(120)
class KannelRouteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private final List<SignalNews> news = new CopyOnWriteArrayList<>();

    @Test
    void octets_reach_the_modem_and_the_receipt_comes_back() throws Exception {
        try (SmsCentre centre =
                        SmsCentre.start(
                                SmsCentreOptions.of(SmppAccount.of("kannel", "s3cret"))
                                        .withPorts(0, 0));
                ModemEmulator modem =
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of("+" + NUMBER))
                                        .withLine("tcp:127.0.0.1:0")
                                        .withCentre(centre.radio()));
                Kannel kannel = Kannel.start(directory, centre.smpp().getPort());
                ReceiptEndpoint receipts = WebhookRouteTest.endpoint();
                KannelRoute route = route(kannel.sendSms(), "test", Optional.of(receipts))) {
            await().atMost(PATIENCE).until(modem::isRegistered);

            String accepted =
                    await().atMost(PATIENCE)
                            .ignoreException(ExecutionException.class)
                            .until(() -> send(route), text -> !text.isEmpty());

            assertThat(accepted)
                    .startsWith("accepted by kannel 127.0.0.1:")
                    .contains("status 202: ");
            await().atMost(PATIENCE).until(() -> news.contains(SignalNews.delivered("delivered")));
            assertThat(Received.at(modem).body().toArray()).isEqualTo(SEALED.toArray());
        }
    }

    @Test
    void a_wrong_password_is_a_refusal_that_does_not_tell_it() throws Exception {
        try (SmsCentre centre =
                        SmsCentre.start(
                                SmsCentreOptions.of(SmppAccount.of("kannel", "s3cret"))
                                        .withPorts(0, 0));
                Kannel kannel = Kannel.start(directory, centre.smpp().getPort());
                KannelRoute route = route(kannel.sendSms(), "wr0ng", Optional.empty())) {
            assertThat(failure(route))
                    .isInstanceOf(SmsRefusedException.class)
                    .hasMessageContaining("status 403")
                    .message()
                    .doesNotContain("wr0ng");
        }
    }

    @Test
    void every_octet_is_escaped_and_the_password_is_in_no_message() throws Exception {
        try (Provider provider = Provider.open();
                ReceiptEndpoint receipts = WebhookRouteTest.endpoint();
                KannelRoute route =
                        route(
                                URI.create(provider.url("localhost", "/cgi-bin/sendsms")),
                                "s3cret&x",
                                Optional.of(receipts))) {
            send(route);
            provider.answers(500, Map.of(), "no");

            assertThat(provider.asked.get(0).uri().getRawQuery())
                    .startsWith(
                            "username=test&password=s3cret%26x&to=%2B"
                                    + NUMBER
                                    + "&validity=2&coding=1&udh=%06%05%04%3E%80%3E%80&text=%D1%01%02%03"
                                    + "&dlr-mask=31&dlr-url=http%3A%2F%2F127.0.0.1%3A")
                    .endsWith("%3Ftype%3D%25d%26answer%3D%25A");
            assertThat(failure(route)).message().doesNotContain("s3cret");
            assertThat(route.health().text()).doesNotContain("s3cret");
        }
    }

    private KannelRoute route(URI url, String password, Optional<ReceiptEndpoint> receipts)
            throws IOException {
        KannelSettings settings =
                KannelSettings.of(url, "test", Gateways.password(directory, password));
        return KannelRoute.open(
                settings,
                RouteTraits.named(KannelRoute.usualName(settings)),
                () -> false,
                () -> receipts);
    }

    private String send(SmsRoute route) throws Exception {
        return route.send(GATEWAY, SEALED, Duration.ofSeconds(90), news::add)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private Throwable failure(SmsRoute route) throws Exception {
        try {
            throw new AssertionError("not refused: " + send(route));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
