/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * One order to dial a proxy.
 *
 * @param proxy where to dial
 * @param serverName the name (or address) that the proxy's certificate must carry as subject
 *     alternative name
 * @param credential what the access request gave for this one tunnel
 * @param acceptedNanos {@link System#nanoTime()} when the access request was accepted; its age is
 *     told to the proxy (step D)
 * @param connectAhead a service to connect to at once, in parallel with the dial (step E beside
 *     step G); the first stream that asks for this address takes the connection over
 */
public record DialOrder(
        InetSocketAddress proxy,
        String serverName,
        TunnelCredential credential,
        long acceptedNanos,
        Optional<InetSocketAddress> connectAhead) {

    public DialOrder {
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(connectAhead, "connectAhead");
        if (serverName.isBlank()) {
            throw new IllegalArgumentException("serverName: the proxy's name must be known");
        }
    }
}
