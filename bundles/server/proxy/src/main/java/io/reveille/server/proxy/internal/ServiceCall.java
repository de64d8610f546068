/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.tunnel.ProxyTunnel;
import java.util.concurrent.CompletableFuture;

/**
 * One client's wish for one service.
 *
 * @param source for whose sake the gateway is woken, as budgets count
 * @param session its record
 * @param tunnel completes with the tunnel that will carry it, or fails with {@link
 *     UnservedException}
 */
record ServiceCall(
        String gatewayId,
        GatewayService service,
        String source,
        SessionRecorder session,
        CompletableFuture<ProxyTunnel> tunnel) {

    ServiceCall(String gatewayId, GatewayService service, String source, SessionRecorder session) {
        this(gatewayId, service, source, session, new CompletableFuture<>());
    }
}
