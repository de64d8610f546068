/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.AccessBudget;
import io.reveille.protocol.TrustedClock;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What all links of a gateway share.
 *
 * @param dialler dials once
 * @param serverName what the proxy's certificate must name
 * @param services what the gateway offers
 * @param limits how much may be dialled
 * @param clock the time where it is trusted
 * @param events told what happens
 */
public record LinkContext(
        Function<DialOrder, CompletionStage<GatewayTunnel>> dialler,
        String serverName,
        OfferedServices services,
        AccessBudget limits,
        TrustedClock clock,
        LinkEvents events) {

    Backoff backoff() {
        return new Backoff(limits.firstRetry(), limits.lastRetry());
    }
}
