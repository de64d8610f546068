/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto.internal;

import io.reveille.crypto.KeyMaterialException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** X.509 certificates (RFC 5280) from and to PEM. */
public final class X509 {

    private static final String LABEL = "CERTIFICATE";
    private static final int MAXIMUM_CHAIN = 8;

    private X509() {}

    /** PEM of certificates, one after the other. */
    public static String encode(List<X509Certificate> chain) {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : chain) {
            pem.append(Pem.encode(LABEL, der(certificate)));
        }
        return pem.toString();
    }

    /** The certificates in a PEM text, at least one and at most eight. */
    public static List<X509Certificate> decode(String pem) throws KeyMaterialException {
        try {
            List<byte[]> blocks = Pem.decodeAll(LABEL, pem);
            if (blocks.size() > MAXIMUM_CHAIN) {
                throw new KeyMaterialException("more than " + MAXIMUM_CHAIN + " certificates");
            }
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (byte[] der : blocks) {
                chain.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            return List.copyOf(chain);
        } catch (CertificateException malformed) {
            throw new KeyMaterialException("malformed certificate", malformed);
        }
    }

    /** A certificate as DER. */
    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException malformed) {
            throw new IllegalArgumentException("a certificate without an encoding", malformed);
        }
    }
}
