/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.crypto.Octets;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SignalChannel;
import io.reveille.sms.Address;
import io.reveille.sms.DataCodingScheme;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.Timestamp;
import io.reveille.sms.UserData;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Short messages, through an emulated modem. */
class SmsConformanceTest extends ChannelConformance {
    private static final String NUMBER = "+4915112345678";

    @Override
    SignalChannel channel() {
        return SignalChannel.SMS;
    }

    @Override
    Carrier open(SignalListener listener) throws IOException {
        return new Radio(listener);
    }

    private static final class Radio implements Carrier {
        private final ModemEmulator emulator;
        private final Modem modem;
        private final SmsSignalSource source;
        private int messages;

        Radio(SignalListener listener) throws IOException {
            emulator =
                    ModemEmulator.start(
                            ModemEmulatorOptions.of(Subscriber.of(NUMBER))
                                    .withLine("tcp:127.0.0.1:0"));
            modem =
                    new Modem(
                            SerialAddress.parse(emulator.address()).connector(),
                            ModemSettings.defaults()
                                    .withPeriods(Duration.ofSeconds(5), Duration.ofSeconds(1)));
            modem.open();
            source =
                    new SmsSignalSource(
                            modem, listener, new SmsSignalSettings(16_000, 16_999, false, 60, 60));
        }

        @Override
        public void bring(Octets octets) {
            messages++;
            emulator.receive(
                    SmsDeliver.of(
                            Address.international("491700000001"),
                            Timestamp.of(
                                    OffsetDateTime.parse("2026-11-01T12:00:00+01:00")
                                            .plusSeconds(messages)),
                            DataCodingScheme.OCTETS,
                            UserData.octets(OctetString.of(octets.toArray()))));
        }

        @Override
        public Recipient recipient() {
            return Msisdn.parse(NUMBER);
        }

        @Override
        public void close() {
            source.close();
            modem.close();
            emulator.close();
        }
    }
}
