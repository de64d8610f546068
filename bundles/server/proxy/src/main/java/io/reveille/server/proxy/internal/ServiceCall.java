/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.tunnel.ProxyTunnel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One client's wish for one service.
 *
 * @param source for whose sake the gateway is woken, as budgets count
 * @param by the one channel by which its gateway may be woken; as its policy says if empty
 * @param session its record
 * @param tunnel completes with the tunnel that will carry it, or fails with {@link
 *     UnservedException}
 */
record ServiceCall(
        String gatewayId,
        GatewayService service,
        String source,
        Optional<SignalChannel> by,
        SessionRecorder session,
        CompletableFuture<ProxyTunnel> tunnel) {

    /** A call whose gateway is to be woken by one channel alone. */
    static ServiceCall by(
            SignalChannel channel,
            String gatewayId,
            GatewayService service,
            String source,
            SessionRecorder session) {
        return new ServiceCall(
                gatewayId,
                service,
                source,
                Optional.of(channel),
                session,
                new CompletableFuture<>());
    }

    ServiceCall(String gatewayId, GatewayService service, String source, SessionRecorder session) {
        this(gatewayId, service, source, Optional.empty(), session, new CompletableFuture<>());
    }
}
