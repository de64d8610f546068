/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.ServiceDirectory;
import java.util.concurrent.CompletionStage;

/** Brings one tunnel up, secured as its access request says, or fails; never otherwise. */
@FunctionalInterface
public interface Dialler {
    /**
     * Dials once. Does not block.
     *
     * @param request what was asked
     * @param services what can be reached through the tunnel
     */
    CompletionStage<GatewayTunnel> dial(
            DialRequest request, DialOrder order, ServiceDirectory services);
}
