/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Which authorities vouch for an issuer's server: those of a file alone, or those of Java. */
final class IssuerTls {
    private static final int MAX_FILE = 1 << 20;

    private IssuerTls() {}

    /**
     * @param authorities PEM certificates
     * @throws IllegalArgumentException if the file has none, or can't be read
     */
    static SSLContext trusting(Optional<Path> authorities) {
        try {
            return authorities.isEmpty() ? SSLContext.getDefault() : trusting(authorities.get());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "jwt.keys.ca: %s can't be used: %s"
                            .formatted(authorities.orElse(Path.of("")), e.getMessage()),
                    e);
        }
    }

    private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate authority : certificates(file)) {
            store.setCertificateEntry(Integer.toString(store.size()), authority);
        }
        if (store.size() == 0) {
            throw new IOException("there is no certificate in it");
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_FILE);
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(octets));
        }
    }
}
