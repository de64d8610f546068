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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** To the card of a modem in software, through a centre in software. */
@Timeout(60)
class SmppSmsCentreTest {

    @Test
    void a_request_reaches_the_modem_and_its_receipt_comes_back(@TempDir Path directory)
            throws Exception {
        try (SmsCentre centre = SmsCentre.start(options());
                ModemEmulator modem =
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of("+" + NUMBER))
                                        .withLine("tcp:127.0.0.1:0")
                                        .withCentre(centre.radio()));
                SmppRoute route =
                        SmppRoute.start(
                                Gateways.settings(
                                        "127.0.0.1",
                                        centre.smpp().getPort(),
                                        Gateways.password(directory, Smsc.PASSWORD)))) {
            await().until(() -> modem.isRegistered() && route.health().text().startsWith("bound"));
            List<String> news = new CopyOnWriteArrayList<>();

            String accepted =
                    route.send(
                                    GATEWAY,
                                    SEALED,
                                    Duration.ofMinutes(2),
                                    told -> news.add(told.text()))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS);

            assertThat(accepted).startsWith("accepted by 127.0.0.1:");
            await().until(() -> news.equals(List.of("delivered")));
            assertThat(modem.stored("SM")).isOne();
        }
    }

    private static SmsCentreOptions options() {
        SmsCentreOptions usual = SmsCentreOptions.of(SmppAccount.of(Smsc.SYSTEM_ID, Smsc.PASSWORD));
        return new SmsCentreOptions(
                anyPort(),
                anyPort(),
                usual.account(),
                usual.number(),
                usual.conditions(),
                usual.retry(),
                usual.capacity(),
                1);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
