/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.gateway.agent.AccessBudget;
import io.reveille.protocol.TrustedClock;
import java.util.function.IntFunction;

/**
 * What all links of a gateway share.
 *
 * @param dialler brings tunnels up
 * @param serverName what the proxy's certificate must name, by how many rounds of dials have failed
 * @param services what the gateway offers
 * @param limits how long requests wait, and how many
 * @param dials how often may be dialled
 * @param clock the time where it is trusted
 * @param events told what happens
 */
public record LinkContext(
        Dialler dialler,
        IntFunction<String> serverName,
        OfferedServices services,
        AccessBudget limits,
        DialBudget dials,
        TrustedClock clock,
        LinkEvents events) {

    Backoff backoff() {
        return new Backoff(limits.firstRetry(), limits.lastRetry());
    }
}
