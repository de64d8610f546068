/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.FleetCa;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.IpLiterals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The files of an entry for TLS, and what clients need to believe them. */
final class EntryFiles {

    final FleetCa ca = FleetCa.create("entry", Instant.now());
    private final Path folder;

    /** Writes a certificate for that name, such as {@code *.gw7.fleet.test}, and {@code ca.pem}. */
    EntryFiles(Path folder, String name) throws IOException, GeneralSecurityException {
        this.folder = folder;
        issue(name);
        Files.writeString(file("ca.pem"), pem(ca.certificate()));
    }

    /** Replaces the certificate. */
    void issue(String name) throws IOException {
        TlsIdentity identity =
                ca.issueServer(List.of(name), List.of(), Instant.now(), Duration.ofDays(1));
        identity.store(file("tls.key"), file("tls.pem"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /**
     * Both entries.
     *
     * @param clients those who issue clients' certificates
     * @param plain names of services that speak no HTTP
     */
    WebOptions entries(Optional<Path> clients, Set<String> plain) {
        InetSocketAddress any = new InetSocketAddress(IpLiterals.parse("127.0.0.1"), 0);
        return new WebOptions(
                Optional.of(any.getAddress()),
                0,
                new SniOptions(
                        Optional.of(any),
                        Optional.of(file("tls.pem")),
                        Optional.of(file("tls.key")),
                        clients,
                        Set.of("https"),
                        plain));
    }

    /** What believes the authority. */
    SSLContext context() throws IOException, GeneralSecurityException {
        return context(Optional.empty());
    }

    /** The same, and shows a certificate. */
    SSLContext context(TlsIdentity own) throws IOException, GeneralSecurityException {
        return context(Optional.of(own));
    }

    private SSLContext context(Optional<TlsIdentity> own)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null);
        if (own.isPresent()) {
            keys.setKeyEntry(
                    "own",
                    own.get().privateKey(),
                    new char[0],
                    own.get().chain().toArray(X509Certificate[]::new));
        }
        KeyManagerFactory shown =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, new char[0]);
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null);
        anchors.setCertificateEntry("ca", ca.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
