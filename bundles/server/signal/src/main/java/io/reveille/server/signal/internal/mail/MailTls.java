/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mail;

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
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom a connection to a mail server trusts. */
final class MailTls {
    private MailTls() {}

    /**
     * Sockets that trust the certificates in the file, or those of the platform.
     *
     * @throws IOException whose message says what to do
     */
    static SSLSocketFactory sockets(Optional<Path> caFile) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            if (caFile.isPresent()) {
                trust.init(keyStore(caFile.get()));
            } else {
                trust.init((KeyStore) null); // the platform's
            }
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had: " + e.getMessage(), e);
        }
    }

    private static KeyStore keyStore(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("ca-" + count++, certificate);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    "tls.ca.file: " + file + " holds no certificates in PEM that can be read", e);
        }
        if (certificates.isEmpty()) {
            throw new IOException("tls.ca.file: " + file + " holds no certificates in PEM");
        }
        return certificates;
    }
}
