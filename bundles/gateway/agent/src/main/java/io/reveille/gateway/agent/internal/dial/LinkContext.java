/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.AccessBudget;
import io.reveille.protocol.TrustedClock;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.ServiceDirectory;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * What all links of a gateway share.
 *
 * @param dialler dials once, for a tunnel through which these services are reached
 * @param serverName what the proxy's certificate must name
 * @param services what the gateway offers
 * @param limits how long requests wait, and how many
 * @param dials how often may be dialled
 * @param clock the time where it is trusted
 * @param events told what happens
 */
public record LinkContext(
        BiFunction<DialOrder, ServiceDirectory, CompletionStage<GatewayTunnel>> dialler,
        String serverName,
        OfferedServices services,
        AccessBudget limits,
        DialBudget dials,
        TrustedClock clock,
        LinkEvents events) {

    Backoff backoff() {
        return new Backoff(limits.firstRetry(), limits.lastRetry());
    }
}
