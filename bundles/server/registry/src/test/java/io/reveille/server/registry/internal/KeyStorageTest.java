/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.crypto.Certificates;
import io.reveille.crypto.FleetCa;
import io.reveille.crypto.KeyPlace;
import io.reveille.crypto.KeyPlace.Kind;
import io.reveille.crypto.TlsIdentity;
import io.reveille.server.registry.EnrolmentGrant;
import io.reveille.tests.token.SoftToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same fleet over each place where keys can be kept. */
class KeyStorageTest {
    @TempDir Path home;

    @Test
    void keeps_keys_in_a_token_that_they_never_leave() throws Exception {
        KeySettings settings = KeySettings.DEFAULT.in(KeyPlace.FILES.in(SoftToken.in(home)));
        TlsIdentity identity = worksAcrossARestart(settings);

        assertThat(identity.privateKey().getEncoded()).isNull();
        assertThat(Files.exists(home.resolve("keys").resolve("fleet-ca.key"))).isFalse();
        assertThat(Files.exists(home.resolve("keys").resolve("server.key"))).isFalse();
    }

    @Test
    void keeps_keys_in_a_pkcs12_store() throws Exception {
        KeySettings settings = with(Kind.PKCS12, Optional.empty());
        worksAcrossARestart(settings);

        assertThat(Files.exists(home.resolve("keys").resolve("keys.p12"))).isTrue();
        assertThat(Files.exists(home.resolve("keys").resolve("fleet-ca.key"))).isFalse();
    }

    @Test
    void seals_the_storage_key_by_a_passphrase_once_there_is_one() throws Exception {
        Fleet.open(home).close();
        Path passphrase = home.resolve("passphrase");
        Files.writeString(passphrase, "a long passphrase\n");
        worksAcrossARestart(with(Kind.FILES, Optional.of(passphrase)));

        assertThatThrownBy(() -> Fleet.open(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keys.passphrase.file");
        Files.writeString(passphrase, "another\n");
        assertThatThrownBy(() -> open(with(Kind.FILES, Optional.of(passphrase))))
                .hasMessageContaining("the passphrase is not that of this key");
    }

    @Test
    void says_what_is_missing_when_the_storage_key_is_gone() throws Exception {
        Fleet.open(home).close();
        Files.delete(home.resolve("keys").resolve("storage.key"));

        assertThatThrownBy(() -> Fleet.open(home))
                .hasMessageContaining("storage.key is missing")
                .hasMessageContaining("restore it from a backup");
    }

    /** Enrols, renews and shakes hands; the keys are the same after a restart. */
    private TlsIdentity worksAcrossARestart(KeySettings settings) throws Exception {
        X509Certificate ca;
        try (ServerRegistry server = open(settings)) {
            ca = server.keys().ca().certificate();
            EnrolmentGrant grant = Fleet.enrol(server, "gw7");
            grant.certificate().verify(ca.getPublicKey());
        }
        try (ServerRegistry server = open(settings)) {
            FleetCa again = server.keys().ca();
            assertThat(Certificates.fingerprint(again.certificate()))
                    .isEqualTo(Certificates.fingerprint(ca));
            Fleet.enrol(server, "gw8").certificate().verify(ca.getPublicKey());
            X509Certificate before = server.keys().serverIdentity().certificate();
            server.keyOffice().rotateServer();
            TlsIdentity identity = server.keys().serverIdentity();
            assertThat(identity.certificate()).isNotEqualTo(before);
            assertShakesHands(identity, ca);
            return identity;
        }
    }

    private static void assertShakesHands(TlsIdentity identity, X509Certificate ca)
            throws Exception {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        SSLContext serverSide = SSLContext.getInstance("TLSv1.3");
        serverSide.init(new KeyManager[] {new OneIdentity(identity)}, null, null);
        keys.load(null, null);
        keys.setCertificateEntry("ca", ca);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext clientSide = SSLContext.getInstance("TLSv1.3");
        clientSide.init(null, trust.getTrustManagers(), null);
        try (SSLServerSocket listening =
                (SSLServerSocket) serverSide.getServerSocketFactory().createServerSocket(0)) {
            CompletableFuture<Integer> served =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (var accepted = listening.accept()) {
                                    return accepted.getInputStream().read();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            try (SSLSocket client =
                    (SSLSocket)
                            clientSide
                                    .getSocketFactory()
                                    .createSocket("127.0.0.1", listening.getLocalPort())) {
                client.startHandshake();
                client.getOutputStream().write(42);
                assertThat(served.get(20, TimeUnit.SECONDS)).isEqualTo(42);
                assertThat(client.getSession().getPeerCertificates()[0])
                        .isEqualTo(identity.certificate());
            }
        }
    }

    private KeySettings with(Kind kind, Optional<Path> passphrase) {
        return KeySettings.DEFAULT.in(new KeyPlace(kind, passphrase, Optional.empty()));
    }

    private ServerRegistry open(KeySettings settings) {
        return Fleet.open(Fleet.settings(home), settings, InstantSource.system());
    }
}
