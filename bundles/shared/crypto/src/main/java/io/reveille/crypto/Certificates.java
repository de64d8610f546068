/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.crypto;

import io.reveille.crypto.internal.X509;
import java.security.cert.X509Certificate;
import java.util.List;

/** X.509 certificates (RFC 5280) as PEM text (RFC 7468), and what they are known by. */
public final class Certificates {

    private Certificates() {}

    /** PEM of certificates, in this order. */
    public static String pem(List<X509Certificate> certificates) {
        return X509.encode(certificates);
    }

    /**
     * The certificates in a PEM text, in its order. Nothing is verified but their form.
     *
     * @throws KeyMaterialException when the text is longer than 32 Ki characters or holds anything
     *     but one to eight certificates
     */
    public static List<X509Certificate> parse(String pem) throws KeyMaterialException {
        return X509.decode(pem);
    }

    /** SHA-256 of the certificate's DER, 32 octets. */
    public static Octets fingerprint(X509Certificate certificate) {
        return Octets.sha256(X509.der(certificate));
    }
}
