/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What one end of a tunnel proves itself with, and whom it believes: its own key and certificate,
 * and the fleet's certificate authorities: one, or two while the one replaces the other. Nothing
 * else is trusted; the platform's own list of authorities plays no part.
 *
 * @param key the private key of the first certificate in the chain; never logged
 * @param chain own certificate first, then what leads from it towards the anchor; not empty
 * @param trustAnchors the fleet's certificate authorities, the only issuers that the peer may have;
 *     not empty
 */
public record TunnelTls(
        PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trustAnchors) {

    public TunnelTls {
        Objects.requireNonNull(key, "key");
        chain = List.copyOf(chain);
        trustAnchors = List.copyOf(trustAnchors);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: a certificate is needed beside the key");
        }
        if (trustAnchors.isEmpty()) {
            throw new IllegalArgumentException("trustAnchors: whom to believe is needed");
        }
    }

    /** With one certificate authority. */
    public TunnelTls(PrivateKey key, List<X509Certificate> chain, X509Certificate trustAnchor) {
        this(key, chain, List.of(trustAnchor));
    }

    @Override
    public String toString() {
        return "TunnelTls[" + chain.get(0).getSubjectX500Principal().getName() + "]";
    }
}
