/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import io.reveille.crypto.EnrolmentCode;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one server chain only: that which leads to the fleet CA whose fingerprint is in the
 * enrolment code, and whose first certificate is one for servers. The platform's own list of
 * authorities plays no part; nor does the host name, since every server certificate of this CA is
 * the fleet's own.
 *
 * <p>A gateway whose clock is before the CA's own beginning has no idea what time it is: then
 * validity is judged at the time when the server's certificate began.
 */
final class FleetPin extends X509ExtendedTrustManager {
    private static final int MAX_CHAIN = 8;
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    private final EnrolmentCode code;
    private final Clock clock;
    private volatile Optional<X509Certificate> fleetCa = Optional.empty();

    FleetPin(EnrolmentCode code, Clock clock) {
        this.code = code;
        this.clock = clock;
    }

    /** The fleet CA, once a server has been trusted. */
    Optional<X509Certificate> fleetCa() {
        return fleetCa;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || chain.length > MAX_CHAIN) {
            throw new CertificateException("a chain of " + chain.length + " certificates");
        }
        int last = 0;
        while (last < chain.length && !code.names(chain[last])) {
            last++;
        }
        if (last == chain.length) {
            throw new CertificateException("no certificate is the one that the code names");
        }
        X509Certificate anchor = chain[last];
        if (last == 0 || anchor.getBasicConstraints() < 0) {
            throw new CertificateException("the code names no authority above the server");
        }
        List<String> purposes = chain[0].getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(SERVER_AUTHENTICATION)) {
            throw new CertificateException("the certificate shown is not for servers");
        }
        try {
            PKIXParameters pkix = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            pkix.setRevocationEnabled(false);
            pkix.setDate(Date.from(when(chain[0], anchor)));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(Arrays.asList(chain).subList(0, last)),
                            pkix);
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e.getMessage(), e);
        }
        fleetCa = Optional.of(anchor);
    }

    private Instant when(X509Certificate server, X509Certificate anchor) {
        Instant now = clock.instant();
        boolean clockIsWrong = now.isBefore(anchor.getNotBefore().toInstant());
        return clockIsWrong ? server.getNotBefore().toInstant() : now;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
