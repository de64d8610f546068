/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.crypto.Octets;
import io.reveille.gateway.agent.GatewayClock;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.gateway.agent.PrivateProxy;
import io.reveille.gateway.kura.GatewayReport;
import io.reveille.gateway.kura.GatewayReport.Channel;
import io.reveille.gateway.kura.GatewayReport.State;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.ModemSettings;
import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.signal.ModemManagerSource;
import io.reveille.gateway.signal.SignalSource;
import io.reveille.gateway.signal.SmsSignalSource;
import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An enrolled gateway at work: its channels, and its private proxy behind them. */
final class OpenGateway implements AutoCloseable {
    private static final String NO_MODEM =
            "no modem is configured and no other channel, so nothing can wake this gateway";

    private static final Set<RefusalReason> NOT_JUDGED =
            EnumSet.of(RefusalReason.REPLAY_STATE_UNAVAILABLE, RefusalReason.RATE_LIMITED);

    private final GatewayIdentity identity;
    private final PrivateProxy proxy;
    private final Optional<Modem> modem;
    private final Optional<SignalSource> sms;
    private final Channels channels;
    private final OpenChannels open;

    private OpenGateway(
            Path home,
            GatewayIdentity identity,
            PrivateProxy proxy,
            Optional<Modem> modem,
            Optional<ManagedModemAddress> managed,
            Channels channels) {
        this.identity = identity;
        this.proxy = proxy;
        this.modem = modem;
        Optional<SignalSource> bySerial = modem.map(m -> new SmsSignalSource(m, this::received));
        this.sms =
                bySerial.or(
                        () -> managed.map(m -> new ModemManagerSource(m.imei(), this::received)));
        this.channels = channels;
        modem.ifPresent(Modem::open);
        this.open = channels.attach(home, identity.gatewayId(), this::received);
    }

    /**
     * Opens all; the modem's port may come later.
     *
     * @throws IOException when something is in the way; the message says what and what to do
     */
    static OpenGateway open(
            GatewayConfiguration configuration,
            GatewayIdentity identity,
            Supplier<Optional<CommPorts>> ports,
            Channels channels)
            throws IOException {
        return open(configuration, identity, ports, channels, Clock.systemUTC());
    }

    /** The same with a clock in place of the system's. */
    static OpenGateway open(
            GatewayConfiguration configuration,
            GatewayIdentity identity,
            Supplier<Optional<CommPorts>> ports,
            Channels channels,
            Clock system)
            throws IOException {
        Path home = configuration.proxy().home();
        Optional<Modem> modem = modem(configuration, ports);
        GatewayClock clock =
                GatewayClock.open(
                        home,
                        identity,
                        system,
                        () -> true,
                        () -> modem.flatMap(Modem::networkTime).map(NetworkTime::now));
        PrivateProxy proxy = PrivateProxy.open(configuration.proxy(), identity, clock);
        return new OpenGateway(
                home,
                identity,
                proxy,
                modem,
                configuration.modem().flatMap(ManagedModemAddress::parse),
                channels);
    }

    /** The modem that the gateway has for itself, not opened yet. */
    static Optional<Modem> modem(
            GatewayConfiguration configuration, Supplier<Optional<CommPorts>> ports)
            throws IOException {
        ModemSettings settings = ModemFiles.settings(configuration);
        try {
            return configuration
                    .modem()
                    .filter(address -> ManagedModemAddress.parse(address).isEmpty())
                    .map(address -> new Modem(ModemPort.at(address, ports), settings));
        } catch (IllegalArgumentException e) {
            throw new IOException("modem.quirks.file: " + e.getMessage(), e);
        }
    }

    /** A message is kept in the modem only when this gateway cannot judge it now. */
    private void received(SignalChannel channel, Octets octets, String origin) {
        if (proxy.receive(channel, octets, origin) instanceof Verdict.Refused refused
                && NOT_JUDGED.contains(refused.reason())) {
            throw new IllegalStateException("the request is to be offered again: " + refused);
        }
    }

    /** How it is, with what else there is to say. */
    GatewayReport report(String detail) {
        List<Channel> others = channels.report(open);
        return new GatewayReport(
                State.RUNNING,
                detail,
                Optional.of(identity.gatewayId()),
                sms.map(SignalSource::health)
                        .or(() -> others.isEmpty() ? Optional.of(NO_MODEM) : Optional.empty()),
                modem.flatMap(Modem::lastStatus),
                others,
                Optional.of(proxy.status()));
    }

    /** Ends all; within fifteen seconds. */
    @Override
    public void close() {
        channels.detach(open);
        sms.ifPresent(SignalSource::close);
        modem.ifPresent(Modem::close);
        proxy.close();
    }
}
