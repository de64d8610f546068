/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * A gateway's request for a tunnel. Its certificate was issued by the fleet's authority and is
 * valid; everything else is only what the gateway says.
 *
 * @param certificate the gateway's certificate
 * @param commonName the certificate's common name, which is the gateway's id
 * @param credential session id and token
 * @param steps the value of the {@code Reveille-Steps} field, at most 100 characters; empty if
 *     there was none
 * @param state the value of the {@code Reveille-State} field, at most 100 characters; empty if
 *     there was none
 * @param remote where it came from
 */
public record TunnelRequest(
        X509Certificate certificate,
        String commonName,
        TunnelCredential credential,
        String steps,
        String state,
        InetSocketAddress remote) {

    public TunnelRequest {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(commonName, "commonName");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(steps, "steps");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(remote, "remote");
    }

    @Override
    public String toString() {
        return "TunnelRequest[" + commonName + " from " + remote + "]";
    }
}
