/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.wake;

import io.reveille.bench.Enrolling;
import io.reveille.emulator.ModemEmulator;
import io.reveille.emulator.ModemEmulatorOptions;
import io.reveille.emulator.Subscriber;
import io.reveille.gateway.agent.AccessBudget;
import io.reveille.gateway.agent.AuditLog;
import io.reveille.gateway.agent.AuditTrail;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.OfferedService;
import io.reveille.gateway.agent.PrivateProxy;
import io.reveille.gateway.agent.PrivateProxyConfiguration;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.SerialAddress;
import io.reveille.gateway.signal.MailSignalSource;
import io.reveille.gateway.signal.MqttSignalSource;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.gateway.signal.SmsSignalSettings;
import io.reveille.gateway.signal.SmsSignalSource;
import io.reveille.protocol.TrustedClock;
import io.reveille.server.registry.EnrolmentClaim.ClaimedService;
import io.reveille.server.registry.EnrolmentRefusedException;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A gateway that has joined the fleet, with an emulated modem, and on the two other channels. */
final class WakeGateway implements AutoCloseable {
    static final String SERVICE = "echo";

    /** Long enough for a client to be served on a machine that is busy. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final AccessBudget PLENTY =
            new AccessBudget(6000, 600, 10_000, 8, Duration.ofMillis(60), Duration.ofSeconds(1));

    final String id;
    private final Path home;
    private final PrivateProxy proxy;
    private final ModemEmulator emulator;
    private final Modem modem;
    private final SmsSignalSource sms;
    private final MqttSignalSource mqtt;
    private final MailSignalSource mail;

    WakeGateway(WakeServer server, Path home, int number, int servicePort)
            throws IOException, EnrolmentRefusedException {
        this.id = "gw" + number;
        this.home = home;
        String msisdn = "+4915%08d".formatted(number);
        GatewayIdentity identity =
                Enrolling.gateway(
                        server.registry.enrolments(),
                        id,
                        Optional.of(msisdn),
                        new ClaimedService(SERVICE, servicePort));
        identity.store(home);
        proxy =
                PrivateProxy.open(
                        configuration(servicePort), identity, TrustedClock.of(Clock.systemUTC()));
        SignalListener listener = proxy::receive;
        emulator =
                ModemEmulator.start(
                        ModemEmulatorOptions.of(Subscriber.of(msisdn))
                                .withLine("tcp:127.0.0.1:0")
                                .withCentre(server.centre.radio()));
        modem =
                new Modem(
                        SerialAddress.parse(emulator.address()).connector(),
                        ModemSettings.defaults());
        modem.open();
        sms =
                new SmsSignalSource(
                        modem, listener, new SmsSignalSettings(16_000, 16_999, true, 60, 60));
        server.registry
                .registry()
                .reach(id, reach -> reach.withEmail(Optional.of(Carriers.address(id))));
        mqtt = server.carriers.mqttSource(id, listener);
        mail = server.carriers.mailSource(id, listener);
    }

    private PrivateProxyConfiguration configuration(int servicePort) {
        PrivateProxyConfiguration usual =
                PrivateProxyConfiguration.of(
                        home, OfferedService.parse(SERVICE + "=127.0.0.1:" + servicePort));
        return new PrivateProxyConfiguration(
                home,
                usual.services(),
                usual.protocols(),
                TunnelSettings.defaults().withIdleTimeout(IDLE),
                usual.proxiesAllowed(),
                usual.msisdn(),
                PLENTY,
                usual.ipsec());
    }

    boolean isReady() {
        return emulator.isRegistered()
                && mqtt.health().contains("connected to")
                && mail.health().contains("waiting for mail");
    }

    AuditTrail audit() throws IOException {
        return AuditLog.read(home);
    }

    @Override
    public void close() {
        mail.close();
        mqtt.close();
        sms.close();
        modem.close();
        emulator.close();
        proxy.close();
    }
}
