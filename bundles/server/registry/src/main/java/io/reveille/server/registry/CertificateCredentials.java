/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A client certificate. The TLS handshake must have shown that the client holds its key; whether
 * the certificate is worth anything need not have been checked.
 *
 * @param chain as the client sent it, its own certificate first
 */
public record CertificateCredentials(List<X509Certificate> chain) implements ClientCredentials {
    public CertificateCredentials {
        chain = List.copyOf(chain);
    }
}
