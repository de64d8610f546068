/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal;

import io.reveille.server.registry.GatewayControl;
import io.reveille.server.registry.RequestDesk;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.TunnelStatus;
import io.reveille.server.registry.ZoneDesk;
import java.util.List;
import java.util.Optional;

/** The parts of the server that come and go. */
public interface ServerView {
    Optional<ServerEndpoint> dns();

    Optional<ServerEndpoint> enrolment();

    Optional<TunnelStatus> tunnels();

    Optional<GatewayControl> control();

    List<SignalRoute> routes();

    Optional<RequestDesk> requests();

    Optional<RouteTrials> trials();

    Optional<ZoneDesk> zone();
}
