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
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.protocol.TextForm;
import io.reveille.server.registry.RouteHealth.State;
import io.reveille.server.registry.SignalNews;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.WholeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An emulated modem as the route, a centre behind it, and the gateway's modem at its other end. */
@Timeout(90)
class ModemRouteTest {
    private final List<SignalNews> news = new CopyOnWriteArrayList<>();

    @Test
    void a_request_reaches_the_gateways_modem_and_the_status_report_comes_back() throws Exception {
        try (SmsCentre centre = centre();
                ModemEmulator gateway = modem("+" + NUMBER, centre);
                ModemEmulator own = modem("+4915100000001", centre);
                ModemRoute route = route(own, SmsForm.AUTO)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> own.isRegistered() && gateway.isRegistered());
            await().atMost(Duration.ofSeconds(30)).until(() -> route.health().state() == State.UP);

            assertThat(send(route)).startsWith("accepted by the network, reference ");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> news.contains(SignalNews.delivered("delivered")));
            WholeMessage received = Received.at(gateway);
            assertThat(received.ports()).contains(ApplicationPorts.of(16_000, 16_000));
            assertThat(received.body().toArray()).isEqualTo(SEALED.toArray());
        }
    }

    @Test
    void the_text_form_goes_in_seven_bits() throws Exception {
        try (ModemEmulator own =
                        ModemEmulator.start(
                                ModemEmulatorOptions.of(Subscriber.of("+4915100000001"))
                                        .withLine("tcp:127.0.0.1:0"));
                ModemRoute route = route(own, SmsForm.TEXT)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> route.health().state() == State.UP);

            send(route);

            SmsSubmit sent = own.sent().get(0);
            assertThat(sent.coding()).isEqualTo(DataCodingScheme.GSM7);
            assertThat(sent.userData().text()).contains(TextForm.encode(SEALED));
        }
    }

    private static SmsCentre centre() throws IOException {
        return SmsCentre.start(
                SmsCentreOptions.of(SmppAccount.of("unused", "unused")).withPorts(0, 0));
    }

    private static ModemEmulator modem(String number, SmsCentre centre) throws IOException {
        return ModemEmulator.start(
                ModemEmulatorOptions.of(Subscriber.of(number))
                        .withLine("tcp:127.0.0.1:0")
                        .withCentre(centre.radio()));
    }

    private static ModemRoute route(ModemEmulator modem, SmsForm form) {
        return ModemRoute.start(
                SerialAddress.parse(modem.address()).connector(),
                ModemSettings.defaults(),
                true,
                SmsRoute.DEFAULT_PORTS,
                new RouteTraits("modem", form, Optional.empty(), Optional.empty()),
                () -> false);
    }

    private String send(SmsRoute route) throws Exception {
        return route.send(GATEWAY, SEALED, Duration.ofSeconds(90), news::add)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }
}
