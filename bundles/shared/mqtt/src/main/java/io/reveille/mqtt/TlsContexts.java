/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.mqtt;

import io.reveille.crypto.TlsIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes contexts for {@link MqttTls}. */
public final class TlsContexts {
    private TlsContexts() {}

    /**
     * A context that trusts these authorities and no others.
     *
     * @param authorities none: those that this Java trusts
     * @param identity what is shown to a broker that asks for a certificate
     * @throws IOException when this Java cannot use them
     */
    public static SSLContext of(List<X509Certificate> authorities, Optional<TlsIdentity> identity)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.isPresent() ? keys(identity.get()) : null,
                    authorities.isEmpty() ? null : trust(authorities),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the keys and certificates for TLS cannot be used: " + e, e);
        }
    }

    private static KeyManager[] keys(TlsIdentity identity)
            throws GeneralSecurityException, IOException {
        char[] none = new char[0]; // never leaves memory
        KeyStore store = empty();
        store.setKeyEntry(
                "client",
                identity.privateKey(),
                none,
                identity.chain().toArray(new Certificate[0]));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char @Nullable [] noPassword = null;
        store.load(null, noPassword);
        return store;
    }
}
