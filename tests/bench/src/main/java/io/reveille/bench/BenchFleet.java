/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench;

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
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SenderKey;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.Suite;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.tunnel.TunnelTls;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet of one gateway, with everything that its proxy has to know. */
public final class BenchFleet {
    /** The port of the one service that the gateway offers. */
    public static final int SERVICE_PORT = 7;

    private static final String GATEWAY = "pump-17";
    private static final String SERVER_NAME = "proxy.fleet.test";
    private static final Msisdn NUMBER = Msisdn.parse("+4915112345678");

    private final FleetCa ca = FleetCa.create("bench fleet", Instant.now());
    private final SenderKey sender = new SenderKey(7, SealingKeyPair.generate());
    private final GatewayIdentity gateway = issue();

    private GatewayIdentity issue() {
        KeyPair keys = CertificateSigning.newKeyPair();
        try {
            return new GatewayIdentity(
                    GATEWAY,
                    1,
                    SealingKeyPair.generate(),
                    new TlsIdentity(
                            keys.getPrivate(),
                            List.of(
                                    ca.issueGateway(
                                            CertificateSigning.parse(
                                                    CertificateSigning.requestPem(keys, GATEWAY)),
                                            GATEWAY,
                                            Instant.now(),
                                            Duration.ofDays(30)))),
                    new FleetMembership(
                            ca.certificate(),
                            SERVER_NAME,
                            "fleet.test",
                            Map.of(sender.id(), sender.pair().publicKey()),
                            List.of(InetAddress.getLoopbackAddress()),
                            Optional.of(NUMBER)));
        } catch (KeyMaterialException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What enrolment would have given the gateway. */
    public GatewayIdentity gateway() {
        return gateway;
    }

    /** What the proxy shows and trusts. */
    public TunnelTls proxyTls() {
        TlsIdentity server =
                ca.issueServer(List.of(SERVER_NAME), List.of(), Instant.now(), Duration.ofDays(30));
        return new TunnelTls(server.privateKey(), server.chain(), ca.certificate());
    }

    /** A request as the fleet makes it, issued now and good for ten minutes. */
    public Draft draft(int proxyPort, long counter) {
        return new Draft(
                sender,
                Instant.now(),
                counter,
                SERVICE_PORT,
                ProxyAddress.of(InetAddress.getLoopbackAddress(), proxyPort),
                SignalChannel.SMS);
    }

    /** What one who knows everything but the fleet's private key would seal with. */
    public SenderKey forger() {
        return new SenderKey(sender.id(), SealingKeyPair.generate());
    }

    /** A request that is not sealed yet. */
    public record Draft(
            SenderKey sender,
            Instant issuedAt,
            long counter,
            int servicePort,
            ProxyAddress proxy,
            SignalChannel channel) {}

    /** Seals a draft to the gateway. */
    public SealedRequest seal(Draft draft) {
        return AccessRequestSealer.seal(
                new AccessRequest(
                        TunnelProtocol.TLS,
                        draft.issuedAt(),
                        Duration.ofMinutes(10),
                        draft.counter(),
                        draft.servicePort(),
                        NUMBER,
                        draft.proxy(),
                        Secret.random(AccessRequest.KEY_LENGTH),
                        Optional.empty()),
                draft.sender(),
                new GatewayKey(
                        GATEWAY,
                        gateway.generation(),
                        gateway.sealingKeys().publicKey(),
                        Optional.empty()),
                Suite.AUTH_CHACHA20_POLY1305,
                draft.channel());
    }
}
