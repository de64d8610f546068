/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyMaterialException;
import io.reveille.crypto.SealingKeyPair;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.Msisdn;
import io.reveille.protocol.SenderKey;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A fleet with one sender key, whose gateways know it. */
final class TestFleet {
    static final String SERVER_NAME = "proxy.fleet.test";
    static final Msisdn NUMBER = Msisdn.parse("+4915112345678");

    final FleetCa ca = FleetCa.create("test fleet", Instant.now());
    final SenderKey sender;

    TestFleet() {
        this(7);
    }

    TestFleet(int senderKeyId) {
        sender = new SenderKey(senderKeyId, SealingKeyPair.generate());
    }

    TlsIdentity server() {
        return ca.issueServer(List.of(SERVER_NAME), List.of(), Instant.now(), Duration.ofDays(30));
    }

    FleetMembership membership() {
        return new FleetMembership(
                ca.certificate(),
                SERVER_NAME,
                "fleet.test",
                Map.of(sender.id(), sender.pair().publicKey()),
                List.of(InetAddress.getLoopbackAddress()),
                Optional.of(NUMBER));
    }

    GatewayIdentity gateway(String id) {
        KeyPair keys = CertificateSigning.newKeyPair();
        try {
            X509Certificate certificate =
                    ca.issueGateway(
                            CertificateSigning.parse(CertificateSigning.requestPem(keys, id)),
                            id,
                            Instant.now(),
                            Duration.ofDays(365));
            return new GatewayIdentity(
                    id,
                    1,
                    SealingKeyPair.generate(),
                    new TlsIdentity(keys.getPrivate(), List.of(certificate)),
                    membership());
        } catch (KeyMaterialException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext serverContext(TlsIdentity identity)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                identity.privateKey(),
                new char[0],
                identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
