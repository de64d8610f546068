/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate about to be signed, with the extensions that RFC 5280 section 4.2 asks for.
 *
 * @param issuer who signs
 * @param issuerKey the public key of who signs
 * @param subject whom it is for
 * @param subjectKey the public key that it certifies
 * @param notBefore valid from, rounded down to a second
 * @param notAfter valid until, rounded down to a second
 */
public record CertificateOrder(
        X500Name issuer,
        SubjectPublicKeyInfo issuerKey,
        X500Name subject,
        SubjectPublicKeyInfo subjectKey,
        Instant notBefore,
        Instant notAfter) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A name with nothing but a common name. */
    public static X500Name named(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    /** Signs as a CA that certifies ends and no further CA. */
    public X509Certificate signCa(PrivateKey signer) {
        return sign(
                signer,
                builder -> {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                    builder.addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                });
    }

    /** Signs as an end of TLS with one purpose. */
    public X509Certificate signEnd(
            PrivateKey signer, KeyPurposeId purpose, List<GeneralName> names) {
        return sign(
                signer,
                builder -> {
                    builder.addExtension(
                            Extension.basicConstraints, true, new BasicConstraints(false));
                    builder.addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                    builder.addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
                });
    }

    private X509Certificate sign(PrivateKey signer, Extensions extensions) {
        try {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            issuer,
                            serial(),
                            Date.from(notBefore.truncatedTo(ChronoUnit.SECONDS)),
                            Date.from(notAfter.truncatedTo(ChronoUnit.SECONDS)),
                            subject,
                            subjectKey);
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(subjectKey));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKey));
            extensions.addTo(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(EcKeys.SIGNATURE).build(signer)));
        } catch (IOException
                | NoSuchAlgorithmException
                | OperatorCreationException
                | CertificateException unusable) {
            throw new IllegalStateException("this key can't sign a certificate", unusable);
        }
    }

    /**
     * 127 random bits: unpredictable, positive, never zero, at most 20 octets (RFC 5280 section
     * 4.1.2.2).
     */
    private static BigInteger serial() {
        return new BigInteger(127, RANDOM).setBit(126);
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }
}
