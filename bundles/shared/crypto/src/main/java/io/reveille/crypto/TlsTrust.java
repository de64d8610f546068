/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

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

/** Whose certificates another's server may have: the platform's authorities, or those of a file. */
public final class TlsTrust {
    private static final long LARGEST = 1024 * 1024;

    private TlsTrust() {}

    /**
     * For TLS connections.
     *
     * @param setting what names the file, for people
     * @param file certificates in PEM, at most 1 MiB of them, which then are the only ones that
     *     count
     * @throws IOException if the file can't be used; its message names setting and file
     */
    public static SSLContext context(String setting, Optional<Path> file) throws IOException {
        try {
            if (file.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(setting, file.get())) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(setting + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(String setting, Path file)
            throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IOException(setting + ": " + file + " does not exist or is too large");
        }
        Collection<? extends Certificate> all;
        try (InputStream in = Files.newInputStream(file)) {
            all = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    setting + ": " + file + " holds no certificates in PEM that can be read", e);
        }
        if (all.isEmpty()) {
            throw new IOException(setting + ": " + file + " holds no certificates in PEM");
        }
        return all;
    }
}
