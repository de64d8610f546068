/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of its own, and a server {@code localhost} with a certificate of it. */
record TestTls(Path trust, SSLContext server) {
    static TestTls create(Path directory) throws GeneralSecurityException, IOException {
        FleetCa ca = FleetCa.create("providers", Instant.now());
        TlsIdentity identity =
                ca.issueServer(
                        List.of("localhost"),
                        List.<InetAddress>of(),
                        Instant.now(),
                        Duration.ofDays(1));
        Path trust = directory.resolve("ca.pem");
        Files.writeString(
                trust,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(ca.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                identity.privateKey(),
                new char[0],
                identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new TestTls(trust, context);
    }
}
