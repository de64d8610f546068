/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.reveille.tunnel.TunnelTls;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.SSLException;

/**
 * TLS 1.3 with certificates on both sides, by BoringSSL where it can be loaded, else by the Java
 * platform.
 */
public final class TlsContexts {

    private static final String TLS_1_3 = "TLSv1.3";

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

    /** For the end that dials. The context is counted by references: release it. */
    static SslContext dialing(TunnelTls tls, boolean nativeCode, Clock clock) throws SSLException {
        return common(
                        SslContextBuilder.forClient().keyManager(tls.key(), chain(tls)),
                        tls,
                        nativeCode,
                        clock)
                .endpointIdentificationAlgorithm("HTTPS") // RFC 9525: name against SAN
                .build();
    }

    /** For the end that listens. The context is counted by references: release it. */
    static SslContext listening(TunnelTls tls, boolean nativeCode, Clock clock)
            throws SSLException {
        return common(SslContextBuilder.forServer(tls.key(), chain(tls)), tls, nativeCode, clock)
                .clientAuth(ClientAuth.REQUIRE)
                .build();
    }

    private static SslContextBuilder common(
            SslContextBuilder builder, TunnelTls tls, boolean nativeCode, Clock clock) {
        return builder.sslProvider(
                        nativeCode && nativeLoadable() && isReadable(tls.key())
                                ? SslProvider.OPENSSL_REFCNT
                                : SslProvider.JDK)
                .trustManager(new FleetTrust(tls.trustAnchors(), tls.chain().get(0), clock))
                .protocols(TLS_1_3);
    }

    /** A key that stays in a token (PKCS #11) can't be given to BoringSSL. */
    private static boolean isReadable(PrivateKey key) {
        return key.getEncoded() != null;
    }

    private static X509Certificate[] chain(TunnelTls tls) {
        return tls.chain().toArray(new X509Certificate[0]);
    }
}
