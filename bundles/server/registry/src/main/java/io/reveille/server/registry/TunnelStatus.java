/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** What the public proxy has up now, for the console. The proxy publishes it as an OSGi service. */
@ConsumerType
public interface TunnelStatus {
    /** The port that gateways dial, as really bound. */
    int tunnelPort();

    /** The public service ports that are really bound. */
    Set<Integer> servicePorts();

    List<LiveTunnel> tunnels();

    /** The budgets of access requests that are in use, the fullest first, at most 100. */
    default List<BudgetUse> budgets() {
        return List.of();
    }

    /**
     * A tunnel that is up.
     *
     * @param remote where the gateway dials from
     * @param octetsUp from clients to the terminal
     * @param octetsDown from the terminal to clients
     * @param octetsHeld that lie in the proxy's memory now, because one side takes them no faster
     */
    record LiveTunnel(
            String gatewayId,
            InetSocketAddress remote,
            Instant since,
            int openStreams,
            long octetsUp,
            long octetsDown,
            long octetsHeld) {}
}
