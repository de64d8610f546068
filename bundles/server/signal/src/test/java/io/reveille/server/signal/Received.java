/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.emulator.ModemEmulator;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.gateway.modem.SmsInbox;
import io.reveille.sms.WholeMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a gateway reads from its modem. */
final class Received {
    private Received() {}

    static WholeMessage at(ModemEmulator emulator) throws Exception {
        CompletableFuture<WholeMessage> received = new CompletableFuture<>();
        try (Modem modem =
                new Modem(
                        SerialAddress.parse(emulator.address()).connector(),
                        ModemSettings.defaults())) {
            modem.deliverTo(
                    message -> {
                        received.complete(message);
                        return SmsInbox.Disposition.TAKEN;
                    });
            modem.open();
            return received.get(60, TimeUnit.SECONDS);
        }
    }
}
