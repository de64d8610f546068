/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.EcKeys;
import io.reveille.crypto.internal.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Certificate signing requests (PKCS#10, RFC 2986) for ECDSA keys on P-256. A request proves that
 * its sender has the private key; its subject is a wish, and the fleet CA does not look at it.
 */
public final class CertificateSigning {

    private static final String LABEL = "CERTIFICATE REQUEST";
    private static final int MAXIMUM_CHARACTERS = 4096;

    private CertificateSigning() {}

    /** A fresh ECDSA key pair on P-256, for TLS. */
    public static KeyPair newKeyPair() {
        return EcKeys.generate();
    }

    /** A request for a certificate for {@code keys}, in PEM. */
    public static String requestPem(KeyPair keys, String commonName) {
        try {
            PKCS10CertificationRequest request =
                    new JcaPKCS10CertificationRequestBuilder(
                                    new X500NameBuilder().addRDN(BCStyle.CN, commonName).build(),
                                    keys.getPublic())
                            .build(
                                    new JcaContentSignerBuilder(EcKeys.SIGNATURE)
                                            .build(keys.getPrivate()));
            return Pem.encode(LABEL, request.getEncoded());
        } catch (OperatorCreationException | IOException unusable) {
            throw new IllegalArgumentException("this key pair can't sign a request", unusable);
        }
    }

    /**
     * A certificate that nobody has to believe, for a key store that keeps none without one while
     * it waits for its own.
     */
    public static X509Certificate unbelieved(KeyPair keys, String commonName) {
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            new JcaX509v3CertificateBuilder(
                                            name,
                                            BigInteger.ONE,
                                            Date.from(Instant.EPOCH),
                                            Date.from(Instant.EPOCH),
                                            name,
                                            keys.getPublic())
                                    .build(
                                            new JcaContentSignerBuilder(EcKeys.SIGNATURE)
                                                    .build(keys.getPrivate())));
        } catch (OperatorCreationException | CertificateException unusable) {
            throw new IllegalArgumentException("this key pair can't sign a certificate", unusable);
        }
    }

    /**
     * A request that is well formed, for a key on P-256, and signed with that key.
     *
     * @throws KeyMaterialException for any other text, and for one longer than 4096 characters
     */
    public static PKCS10CertificationRequest parse(String pem) throws KeyMaterialException {
        if (pem.length() > MAXIMUM_CHARACTERS) {
            throw new KeyMaterialException(
                    "a certificate request of more than " + MAXIMUM_CHARACTERS + " characters");
        }
        try {
            PKCS10CertificationRequest request =
                    new PKCS10CertificationRequest(Pem.decode(LABEL, pem));
            if (!EcKeys.isP256(request.getSubjectPublicKeyInfo())) {
                throw new KeyMaterialException("a certificate request for a key not on P-256");
            }
            if (!request.isSignatureValid(
                    new JcaContentVerifierProviderBuilder()
                            .build(EcKeys.decode(request.getSubjectPublicKeyInfo())))) {
                throw new KeyMaterialException("a certificate request with a wrong signature");
            }
            return request;
        } catch (KeyMaterialException refused) {
            throw refused;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeException malformed) {
            throw new KeyMaterialException("a malformed certificate request", malformed);
        }
    }
}
