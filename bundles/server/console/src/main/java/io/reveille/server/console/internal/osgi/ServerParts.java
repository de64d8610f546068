/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.console.internal.osgi;

import io.reveille.server.console.internal.ServerView;
import io.reveille.server.registry.GatewayControl;
import io.reveille.server.registry.RequestDesk;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.TunnelStatus;
import io.reveille.server.registry.ZoneDesk;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The server's parts that are up now. */
@Component
public final class ServerParts implements ServerView {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(" + ServerEndpoint.NAME + "=" + ServerEndpoint.DNS + ")")
    private volatile @Nullable ServerEndpoint dns;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(" + ServerEndpoint.NAME + "=" + ServerEndpoint.ENROLMENT + ")")
    private volatile @Nullable ServerEndpoint enrolment;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TunnelStatus tunnels;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable GatewayControl control;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<SignalRoute> routes = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RequestDesk requests;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RouteTrials trials;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ZoneDesk zone;

    @Override
    public Optional<ServerEndpoint> dns() {
        return Optional.ofNullable(dns);
    }

    @Override
    public Optional<ServerEndpoint> enrolment() {
        return Optional.ofNullable(enrolment);
    }

    @Override
    public Optional<GatewayControl> control() {
        return Optional.ofNullable(control);
    }

    @Override
    public Optional<TunnelStatus> tunnels() {
        return Optional.ofNullable(tunnels);
    }

    @Override
    public Optional<RequestDesk> requests() {
        return Optional.ofNullable(requests);
    }

    @Override
    public Optional<RouteTrials> trials() {
        return Optional.ofNullable(trials);
    }

    @Override
    public Optional<ZoneDesk> zone() {
        return Optional.ofNullable(zone);
    }

    @Override
    public List<SignalRoute> routes() {
        return List.copyOf(routes);
    }
}
