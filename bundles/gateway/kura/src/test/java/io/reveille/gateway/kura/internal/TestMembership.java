/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.Secret;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.FleetMembership;
import io.reveille.gateway.agent.GatewayIdentity;
import io.reveille.protocol.AccessRequest;
import io.reveille.protocol.AccessRequestSealer;
import io.reveille.protocol.GatewayKey;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.ProxyAddress;
import io.reveille.protocol.Recipient;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Suite;
import io.reveille.protocol.TunnelProtocol;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway of a fleet, and the fleet's sender. */
final class TestMembership {
    static final Msisdn NUMBER = Msisdn.parse("+4915112345678");

    final SenderKey sender = new SenderKey(7, SealingKeyPair.generate());
    final GatewayIdentity identity;

    TestMembership() throws KeyMaterialException {
        FleetCa ca = FleetCa.create("test fleet", Instant.now());
        KeyPair keys = CertificateSigning.newKeyPair();
        identity =
                new GatewayIdentity(
                        "meter-17",
                        1,
                        SealingKeyPair.generate(),
                        new TlsIdentity(
                                keys.getPrivate(),
                                List.of(
                                        ca.issueGateway(
                                                CertificateSigning.parse(
                                                        CertificateSigning.requestPem(keys, "x")),
                                                "meter-17",
                                                Instant.now(),
                                                Duration.ofDays(365)))),
                        new FleetMembership(
                                ca.certificate(),
                                "proxy.fleet.test",
                                "fleet.test",
                                Map.of(sender.id(), sender.pair().publicKey()),
                                List.of(InetAddress.getLoopbackAddress()),
                                Optional.of(NUMBER)));
    }

    SealedRequest request(int proxyPort) {
        return request(proxyPort, SignalChannel.SMS, NUMBER);
    }

    SealedRequest request(int proxyPort, SignalChannel channel, Recipient recipient) {
        return request(proxyPort, channel, recipient, Instant.now(), 1);
    }

    SealedRequest request(
            int proxyPort,
            SignalChannel channel,
            Recipient recipient,
            Instant issuedAt,
            long counter) {
        return AccessRequestSealer.seal(
                new AccessRequest(
                        TunnelProtocol.TLS,
                        issuedAt,
                        Duration.ofMinutes(2),
                        counter,
                        0,
                        recipient,
                        ProxyAddress.of(InetAddress.getLoopbackAddress(), proxyPort),
                        Secret.random(AccessRequest.KEY_LENGTH),
                        Optional.empty()),
                sender,
                new GatewayKey(
                        identity.gatewayId(),
                        identity.generation(),
                        identity.sealingKeys().publicKey(),
                        Optional.empty()),
                Suite.AUTH_CHACHA20_POLY1305,
                channel);
    }
}
