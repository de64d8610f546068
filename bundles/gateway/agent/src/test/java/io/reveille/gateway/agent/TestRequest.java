/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.Secret;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.AccessRequestSealer;
import io.reveille.protocol.GatewayKey;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Suite;
import io.reveille.protocol.TunnelProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** An access request that is right in everything but what a test changes. */
final class TestRequest {
    private static final AtomicLong COUNTER = new AtomicLong(1);

    SenderKey sender;
    GatewayKey gateway;
    TunnelProtocol protocol = TunnelProtocol.TLS;
    Instant issuedAt = Instant.now();
    Duration validity = Duration.ofMinutes(2);
    long counter = COUNTER.getAndIncrement();
    int servicePort;
    Recipient recipient = TestFleet.NUMBER;
    ProxyAddress proxy;
    SignalChannel channel = SignalChannel.SMS;
    Suite suite = Suite.AUTH_CHACHA20_POLY1305;

    TestRequest(TestFleet fleet, GatewayIdentity gateway, int proxyPort, int servicePort) {
        this.sender = fleet.sender;
        this.gateway =
                new GatewayKey(
                        gateway.gatewayId(),
                        gateway.generation(),
                        gateway.sealingKeys().publicKey(),
                        Optional.empty());
        this.proxy = ProxyAddress.of(InetAddress.getLoopbackAddress(), proxyPort);
        this.servicePort = servicePort;
    }

    SealedRequest seal() {
        return AccessRequestSealer.seal(
                new AccessRequest(
                        protocol,
                        issuedAt,
                        validity,
                        counter,
                        servicePort,
                        recipient,
                        proxy,
                        Secret.random(AccessRequest.KEY_LENGTH),
                        Optional.empty()),
                sender,
                gateway,
                suite,
                channel);
    }
}
