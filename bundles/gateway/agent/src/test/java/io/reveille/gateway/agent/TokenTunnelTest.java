/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.crypto.CertificateSigning;
import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.TlsIdentity;
import io.reveille.gateway.agent.internal.identity.KeyVault;
import io.reveille.tests.token.SoftToken;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway whose TLS key is in a token (PKCS#11, SoftHSM2). */
class TokenTunnelTest extends PrivateProxyFixture {

    @Test
    void dials_with_a_key_that_never_leaves_its_token() throws Exception {
        gateway.close();
        GatewayIdentity.keepKeysIn(home, KeyPlace.FILES.in(SoftToken.in(home)));
        KeyPair keys = KeyVault.in(home).newTlsKey();
        X509Certificate certificate =
                fleet.ca.issueGateway(
                        CertificateSigning.parse(CertificateSigning.requestPem(keys, "meter-17")),
                        "meter-17",
                        Instant.now(),
                        Duration.ofDays(90));
        new GatewayIdentity(
                        "meter-17",
                        1,
                        identity.sealingKeys(),
                        new TlsIdentity(keys.getPrivate(), List.of(certificate)),
                        fleet.membership())
                .store(home);
        GatewayIdentity kept = GatewayIdentity.load(home).orElseThrow();
        assertThat(kept.tls().privateKey().getEncoded()).isNull();

        gateway = PrivateProxy.open(configuration(AccessBudget.defaults()), kept, CLOCK);
        accept(request(kept));

        try (Socket client = proxy.client(proxy.nextTunnel(), "echo")) {
            byte[] said = "through a token's key\n".getBytes(StandardCharsets.UTF_8);
            client.getOutputStream().write(said);
            assertThat(client.getInputStream().readNBytes(said.length)).isEqualTo(said);
        }
    }
}
