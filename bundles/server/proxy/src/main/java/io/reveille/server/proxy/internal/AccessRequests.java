/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.crypto.Octets;
import io.reveille.crypto.SealingPublicKey;
import io.reveille.crypto.Secret;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.AccessRequestSealer;
import io.reveille.protocol.GatewayKey;
import io.reveille.protocol.LongRecipient;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.PreSharedKey;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Suite;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.proxy.internal.ipsec.IpsecGate;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerSettings;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Seals access requests and expects the tunnels that they ask for. */
public final class AccessRequests {

    /** How long after the request's own validity its tunnel may still arrive: a slow dial. */
    private static final Duration DIALLING = Duration.ofMinutes(1);

    private final ServerSettings settings;
    private final Registry registry;
    private final FleetKeys keys;
    private final Expectations expectations;
    private final Optional<IpsecGate> ipsec;
    private volatile int tunnelPort;

    public AccessRequests(
            ServerSettings settings,
            Registry registry,
            FleetKeys keys,
            Expectations expectations,
            Optional<IpsecGate> ipsec) {
        this.ipsec = ipsec;
        this.settings = settings;
        this.registry = registry;
        this.keys = keys;
        this.expectations = expectations;
    }

    /** Tells the port that gateways are to dial, once it is known. */
    public void tunnelPort(int port) {
        tunnelPort = port;
    }

    /** Expects no tunnel of this gateway any more: one has come. */
    void forget(String gatewayId) {
        expectations.forget(gatewayId);
    }

    /** How many tunnels of a gateway may still come. */
    long open(String gatewayId) {
        return expectations.open(gatewayId);
    }

    /**
     * Seals a request for a tunnel, and expects that tunnel.
     *
     * @param localPort the service that a client wants
     * @param validity how long it is good for
     * @throws IllegalArgumentException if the gateway lacks what the channel needs
     * @throws IllegalStateException if its tunnel is to be IPsec and that cannot be had now
     */
    Octets seal(Gateway gateway, int localPort, SignalChannel channel, Duration validity) {
        return seal(gateway, localPort, channel, validity, () -> {});
    }

    /**
     * The same, and tells when the gateway dials in by this very request.
     *
     * @param redeemed is run then, on the thread that lets the gateway in
     */
    Octets seal(
            Gateway gateway,
            int localPort,
            SignalChannel channel,
            Duration validity,
            Runnable redeemed) {
        SealingPublicKey key =
                gateway.sealingKey()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                gateway.id() + " has not enrolled"));
        SenderKey sender = keys.senderFor(gateway.id());
        Optional<PreSharedKey> psk = keys.psk(gateway.id());
        AccessRequest request =
                new AccessRequest(
                        gateway.tunnel(),
                        Instant.now(),
                        validity,
                        registry.nextCounter(sender.id(), gateway.id()),
                        localPort,
                        recipient(gateway, channel),
                        proxy(),
                        Secret.random(AccessRequest.KEY_LENGTH),
                        Optional.empty());
        SealedRequest sealed =
                AccessRequestSealer.seal(
                        request,
                        sender,
                        new GatewayKey(gateway.id(), gateway.keyGeneration(), key, psk),
                        psk.isPresent()
                                ? Suite.AUTH_PSK_CHACHA20_POLY1305
                                : Suite.AUTH_CHACHA20_POLY1305,
                        channel);
        request.negotiationKey().destroy();
        if (request.tunnelProtocol() == TunnelProtocol.IPSEC) {
            ipsec.orElseThrow(() -> new IllegalStateException("this proxy takes no IPsec tunnels"))
                    .expect(gateway.id(), sealed, validity.plus(DIALLING));
        }
        expectations.add(gateway.id(), sealed, validity.plus(DIALLING), redeemed);
        return sealed.octets();
    }

    private static Recipient recipient(Gateway gateway, SignalChannel channel) {
        if (channel != SignalChannel.SMS) {
            return new LongRecipient(gateway.id());
        }
        return Msisdn.parse(
                gateway.msisdn()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                gateway.id() + " has no telephone number")));
    }

    private ProxyAddress proxy() {
        List<InetAddress> addresses = settings.publicAddresses();
        return new ProxyAddress(
                tunnelPort,
                first(addresses, Inet4Address.class),
                first(addresses, Inet6Address.class));
    }

    private static <T extends InetAddress> Optional<T> first(
            List<InetAddress> addresses, Class<T> family) {
        return addresses.stream().filter(family::isInstance).map(family::cast).findFirst();
    }
}
