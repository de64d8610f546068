/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What one end of a tunnel proves itself with, and whom it believes: its own key and certificate,
 * and the fleet's certificate authority. Nothing else is trusted; the platform's own list of
 * authorities plays no part.
 *
 * @param key the private key of the first certificate in the chain; never logged
 * @param chain own certificate first, then what leads from it towards the anchor; not empty
 * @param trustAnchor the fleet's certificate authority, the only issuer that the peer may have
 */
public record TunnelTls(PrivateKey key, List<X509Certificate> chain, X509Certificate trustAnchor) {

    public TunnelTls {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(trustAnchor, "trustAnchor");
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: a certificate is needed beside the key");
        }
    }

    @Override
    public String toString() {
        return "TunnelTls[" + chain.get(0).getSubjectX500Principal().getName() + "]";
    }
}
