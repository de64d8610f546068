/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes what the fleet's authorities signed, and nothing else.
 *
 * <p>Many gateways start with a clock at 1970. A clock that shows less than the day on which this
 * end's own certificate was issued is certainly wrong; then the peer's certificate is judged as of
 * the later of the two days of issue instead, so that a gateway can be reached before it has the
 * time. A peer whose certificate has expired cannot be found out that way; who signed it, for what
 * use and for which name is checked all the same.
 */
final class FleetTrust extends X509ExtendedTrustManager {

    private final List<X509Certificate> anchors;
    private final X509Certificate own;
    private final Clock clock;

    FleetTrust(List<X509Certificate> anchors, X509Certificate own, Clock clock) {
        this.anchors = anchors;
        this.own = own;
        this.clock = clock;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judgeAt(dateFor(chain)).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judgeAt(dateFor(chain)).checkClientTrusted(chain, authType, engine);
    }

    private Instant dateFor(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the peer sent no certificate");
        }
        Instant now = clock.instant();
        Instant issued = own.getNotBefore().toInstant();
        if (!now.isBefore(issued)) {
            return now;
        }
        Instant peerIssued = chain[0].getNotBefore().toInstant();
        return peerIssued.isAfter(issued) ? peerIssued : issued;
    }

    private X509ExtendedTrustManager judgeAt(Instant date) throws CertificateException {
        try {
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(
                            anchors.stream()
                                    .map(anchor -> new TrustAnchor(anchor, null))
                                    .collect(Collectors.toSet()),
                            new X509CertSelector());
            parameters.setRevocationEnabled(false); // the proxy asks its registry instead
            parameters.setDate(Date.from(date));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager judge) {
                    return judge;
                }
            }
            throw new CertificateException("no PKIX trust manager in this Java runtime");
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.toArray(new X509Certificate[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    private static CertificateException withoutEngine() {
        return new CertificateException("a peer's name can be checked on an SSLEngine only");
    }
}
