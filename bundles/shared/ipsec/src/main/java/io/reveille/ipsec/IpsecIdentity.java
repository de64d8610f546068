/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.ipsec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.reveille.crypto.TlsIdentity;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Certificates for IKE where they are used instead of a pre-shared key: the same as those of the
 * TLS within.
 *
 * @param own key and chain of this end
 * @param fleetCa what the other end's chain must lead to
 */
public record IpsecIdentity(TlsIdentity own, X509Certificate fleetCa) {

    byte[] certificate() throws IpsecException {
        return encoded(own.chain().get(0));
    }

    byte[] trusted() throws IpsecException {
        return encoded(fleetCa);
    }

    List<byte[]> certificates() throws IpsecException {
        return List.of(certificate());
    }

    /** The private key as PKCS #8 in PEM (RFC 7468); the caller wipes it. */
    byte[] privateKeyPem() throws IpsecException {
        byte[] der = own.privateKey().getEncoded();
        if (der == null) {
            throw new IpsecException(
                    "the private key is in a token and cannot be given to the IKE daemon: use"
                            + " ipsec.authentication=psk");
        }
        byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
        Arrays.fill(der, (byte) 0);
        byte[] head = "-----BEGIN PRIVATE KEY-----\n".getBytes(US_ASCII);
        byte[] foot = "\n-----END PRIVATE KEY-----\n".getBytes(US_ASCII);
        byte[] pem = new byte[head.length + base64.length + foot.length];
        System.arraycopy(head, 0, pem, 0, head.length);
        System.arraycopy(base64, 0, pem, head.length, base64.length);
        System.arraycopy(foot, 0, pem, head.length + base64.length, foot.length);
        Arrays.fill(base64, (byte) 0);
        return pem;
    }

    private static byte[] encoded(X509Certificate certificate) throws IpsecException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IpsecException("a certificate cannot be encoded", e);
        }
    }
}
