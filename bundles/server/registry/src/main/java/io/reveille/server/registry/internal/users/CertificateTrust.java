/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.users;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is known by a certificate of a configured authority: the subject's common name. The files are
 * read for every check, so that a changed one holds at once.
 */
final class CertificateTrust {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateTrust.class);
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final int MAX_CHAIN = 6;
    private static final int MAX_FILE = 1 << 20;

    private final List<Path> authorities;

    CertificateTrust(List<Path> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** The common name, if one of the authorities vouches for it now (RFC 5280 section 6). */
    Optional<String> name(List<X509Certificate> chain, Instant now) {
        if (authorities.isEmpty() || chain.size() > MAX_CHAIN) {
            return Optional.empty();
        }
        try {
            Set<TrustAnchor> anchors = anchors();
            List<X509Certificate> path =
                    chain.stream()
                            .filter(one -> anchors.stream().noneMatch(a -> isOf(a, one)))
                            .toList();
            if (anchors.isEmpty() || path.isEmpty() || !isForClients(path.get(0))) {
                return Optional.empty();
            }
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return commonName(path.get(0));
        } catch (GeneralSecurityException e) {
            LOG.debug("a certificate is not good", e);
            return Optional.empty();
        }
    }

    private static boolean isOf(TrustAnchor anchor, X509Certificate certificate) {
        return certificate.equals(anchor.getTrustedCert());
    }

    private static boolean isForClients(X509Certificate certificate)
            throws GeneralSecurityException {
        List<String> usages = certificate.getExtendedKeyUsage();
        return certificate.getBasicConstraints() < 0
                && (usages == null || usages.contains(CLIENT_AUTHENTICATION));
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        RDN[] names =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                        .getRDNs(BCStyle.CN);
        return names.length == 1 && !names[0].isMultiValued()
                ? Optional.of(names[0].getFirst().getValue().toString())
                : Optional.empty();
    }

    private Set<TrustAnchor> anchors() throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (Path file : authorities) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] octets = in.readNBytes(MAX_FILE);
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509")
                                .generateCertificates(new ByteArrayInputStream(octets))) {
                    anchors.add(new TrustAnchor((X509Certificate) certificate, null));
                }
            } catch (IOException e) {
                LOG.error("certificates.ca: {} can't be read: {}", file, e.getMessage());
            }
        }
        return anchors;
    }
}
