/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.protocol.TrustedClock;
import io.reveille.tunnel.GatewayTunnel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A tunnel that is up.
 *
 * @param openedBy the request that it was dialled for
 * @param services what was asked for through it
 * @param upAt when it came up, by the proxies' clock as well as that is known here
 * @param upNanos the same by {@link System#nanoTime}
 * @param recorded completes when its end has been told
 */
record UpTunnel(
        GatewayTunnel tunnel,
        DialRequest openedBy,
        InetSocketAddress proxy,
        CountedServices services,
        Instant upAt,
        long upNanos,
        CompletableFuture<Void> recorded) {

    static UpTunnel of(
            GatewayTunnel tunnel,
            DialRequest by,
            InetSocketAddress proxy,
            CountedServices services,
            TrustedClock clock) {
        long now = System.nanoTime();
        Instant upAt =
                clock.now()
                        .orElseGet(
                                () ->
                                        by.issuedAt()
                                                .plusSeconds(1)
                                                .plusNanos(now - by.acceptedNanos()));
        return new UpTunnel(tunnel, by, proxy, services, upAt, now, new CompletableFuture<>());
    }

    /**
     * Whether this tunnel serves the request: so it does unless the request was issued after the
     * tunnel came up. A proxy that has a tunnel sends no request, so then it has lost it, though
     * nobody here has noticed yet.
     */
    boolean serves(DialRequest request) {
        return !request.issuedAt().isAfter(upAt);
    }
}
