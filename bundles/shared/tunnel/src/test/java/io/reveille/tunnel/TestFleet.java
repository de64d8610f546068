/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority with the certificates that tests need. */
public final class TestFleet {

    public static final String SERVER_NAME = "proxy.fleet.example";

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys = newKeys();
    private final X500Name name = new X500Name("CN=Test fleet " + SERIAL.getAndIncrement());
    final X509Certificate anchor =
            certificate(name, keys, Instant.now().minus(Duration.ofDays(1)), Kind.AUTHORITY);

    private enum Kind {
        AUTHORITY,
        SERVER,
        GATEWAY
    }

    public TunnelTls server() {
        return identity(Kind.SERVER, "CN=server", Instant.now().minus(Duration.ofHours(1)));
    }

    TunnelTls serverIssuedAt(Instant issued) {
        return identity(Kind.SERVER, "CN=server", issued);
    }

    public TunnelTls gateway(String id) {
        return gatewayIssuedAt(id, Instant.now().minus(Duration.ofHours(1)));
    }

    TunnelTls gatewayIssuedAt(String id, Instant issued) {
        return identity(Kind.GATEWAY, "CN=" + id, issued);
    }

    private TunnelTls identity(Kind kind, String subject, Instant issued) {
        KeyPair own = newKeys();
        return new TunnelTls(
                own.getPrivate(),
                List.of(certificate(new X500Name(subject), own, issued, kind)),
                anchor);
    }

    private X509Certificate certificate(X500Name subject, KeyPair own, Instant issued, Kind kind) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.valueOf(SERIAL.getAndIncrement()),
                            Date.from(issued),
                            Date.from(issued.plus(Duration.ofDays(30))),
                            subject,
                            own.getPublic());
            extend(builder, kind);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void extend(X509v3CertificateBuilder builder, Kind kind) throws CertIOException {
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(kind == Kind.AUTHORITY));
        if (kind == Kind.SERVER) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, SERVER_NAME)));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        } else if (kind == Kind.GATEWAY) {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
