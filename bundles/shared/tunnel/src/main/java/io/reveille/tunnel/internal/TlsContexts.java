/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.reveille.tunnel.OwnKeyManager;
import io.reveille.tunnel.TunnelTls;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/**
 * TLS 1.3 with certificates on both sides, by BoringSSL where it can be loaded, else by the Java
 * platform.
 */
public final class TlsContexts {

    private static final String TLS_1_3 = "TLSv1.3";

    /**
     * The hybrid of X25519 and ML-KEM-768 first (draft-ietf-tls-ecdhe-mlkem); who does not know it
     * takes X25519, by the handshake's own negotiation.
     */
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256"};

    /** How long a ticket may be used. */
    private static final long RESUMABLE_SECONDS = 3600;

    private static final int RESUMABLE = 1024;

    private TlsContexts() {}

    /** Whether BoringSSL's library can be loaded and speaks TLS 1.3. */
    public static boolean nativeLoadable() {
        try {
            return OpenSsl.isAvailable()
                    && SslProvider.isTlsv13Supported(SslProvider.OPENSSL_REFCNT);
        } catch (LinkageError e) { // the optional classes are not there
            return false;
        }
    }

    /** For the end that dials. Nothing has to be released. */
    static SslContext dialing(TunnelTls tls, boolean nativeCode, Clock clock) throws SSLException {
        return build(
                () ->
                        isReadable(tls.key())
                                ? SslContextBuilder.forClient().keyManager(tls.key(), chain(tls))
                                : SslContextBuilder.forClient()
                                        .keyManager(new OwnKeyManager(tls.key(), tls.chain())),
                tls,
                provider(tls, nativeCode, SslProvider.OPENSSL),
                clock,
                builder ->
                        builder.endpointIdentificationAlgorithm(
                                "HTTPS")); // RFC 9525: name against SAN
    }

    /** For the end that listens. The context is counted by references: release it. */
    static SslContext listening(TunnelTls tls, boolean nativeCode, Clock clock)
            throws SSLException {
        return build(
                () ->
                        isReadable(tls.key())
                                ? SslContextBuilder.forServer(tls.key(), chain(tls))
                                : SslContextBuilder.forServer(
                                        new OwnKeyManager(tls.key(), tls.chain())),
                tls,
                provider(tls, nativeCode, SslProvider.OPENSSL_REFCNT),
                clock,
                builder -> builder.clientAuth(ClientAuth.REQUIRE));
    }

    private static SslContext build(
            Supplier<SslContextBuilder> begin,
            TunnelTls tls,
            SslProvider provider,
            Clock clock,
            UnaryOperator<SslContextBuilder> more)
            throws SSLException {
        Supplier<SslContextBuilder> common =
                () ->
                        more.apply(begin.get())
                                .sslProvider(provider)
                                .trustManager(
                                        new FleetTrust(
                                                tls.trustAnchors(), tls.chain().get(0), clock))
                                .protocols(TLS_1_3)
                                .sessionTimeout(RESUMABLE_SECONDS)
                                .sessionCacheSize(RESUMABLE);
        if (provider == SslProvider.JDK) {
            return common.get().build();
        }
        try {
            return common.get().option(OpenSslContextOption.GROUPS, GROUPS.clone()).build();
        } catch (SSLException | RuntimeException e) {
            return common.get().build(); // a library that does not know the hybrid group
        }
    }

    private static SslProvider provider(
            TunnelTls tls, boolean nativeCode, SslProvider nativeProvider) {
        return nativeCode && nativeLoadable() && isReadable(tls.key())
                ? nativeProvider
                : SslProvider.JDK;
    }

    /** A key that stays in a token (PKCS #11) can't be given to BoringSSL. */
    private static boolean isReadable(PrivateKey key) {
        return key.getEncoded() != null;
    }

    private static X509Certificate[] chain(TunnelTls tls) {
        return tls.chain().toArray(new X509Certificate[0]);
    }
}
