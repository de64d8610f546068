/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.ProxyOptions;
import io.reveille.server.proxy.PublicProxy;
import io.reveille.server.proxy.SignalLimits;
import io.reveille.server.proxy.Signalling;
import io.reveille.server.proxy.UdpOptions;
import io.reveille.server.proxy.WakeOptions;
import io.reveille.server.registry.AddressGrants;
import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.CidrBlock;
import io.reveille.server.registry.ClientAccess;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.GatewayControl;
import io.reveille.server.registry.IpLiterals;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RequestDesk;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.RequestSlip;
import io.reveille.server.registry.RouteBook;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.ServerEndpoint;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.SignalLedger;
import io.reveille.server.registry.SignalRoute;
import io.reveille.server.registry.TunnelStatus;
import io.reveille.server.registry.WakeDesk;
import io.reveille.server.registry.WakePolicy;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Runs the public proxy. */
@Component(immediate = true, configurationPid = ProxyConfiguration.PID)
@Designate(ocd = ProxyConfiguration.class)
public final class ProxyComponent
        implements TunnelStatus, RequestDesk, GatewayControl, RouteTrials, WakeDesk {
    private static final Duration QUIET_CLIENT = Duration.ofMillis(250);

    /** By service ranking, the highest last, as Declarative Services keeps them. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<SignalRoute> routes = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClientAccess access;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AddressGrants grants;

    private final PublicProxy proxy;
    private final Optional<ServiceRegistration<ServerEndpoint>> https;

    @Activate
    public ProxyComponent(
            @Reference ServerSettings settings,
            @Reference Registry registry,
            @Reference FleetKeys keys,
            @Reference KeyLife keyLife,
            @Reference Sessions sessions,
            @Reference SignalLedger ledger,
            @Reference RouteBook book,
            BundleContext context,
            ProxyConfiguration configuration,
            Map<String, Object> set)
            throws IOException {
        try {
            proxy =
                    PublicProxy.start(
                            options(configuration, set),
                            settings,
                            registry,
                            keys,
                            keyLife,
                            sessions,
                            new ClientAuthority(
                                    () -> Optional.ofNullable(access),
                                    () -> Optional.ofNullable(grants)),
                            new Signalling(this::routes, ledger, book));
            https = HttpsEndpoint.register(context, proxy, configuration);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage()
                            + ": check listen and tunnel.port in "
                            + ProxyConfiguration.PID
                            + ".cfg",
                    e);
        }
    }

    private List<SignalRoute> routes() {
        List<SignalRoute> highestFirst = new ArrayList<>(routes);
        Collections.reverse(highestFirst);
        return highestFirst;
    }

    private static ProxyOptions options(ProxyConfiguration configuration, Map<String, Object> set) {
        try {
            return new ProxyOptions(
                    Optional.of(configuration.listen())
                            .filter(text -> !text.isBlank())
                            .map(IpLiterals::parse),
                    configuration.tunnel_port(),
                    CidrBlock.parseList(configuration.client_allow()),
                    Duration.ofSeconds(configuration.rendezvous_timeout()),
                    QUIET_CLIENT,
                    configuration.clients_most(),
                    configuration.waiting_most(),
                    new SignalLimits(
                            configuration.budget_gateway_hour(),
                            configuration.budget_gateway_day(),
                            configuration.budget_source_hour(),
                            configuration.budget_source_day(),
                            configuration.budget_day()),
                    Runtime.getRuntime().availableProcessors(),
                    TunnelSettings.defaults()
                            .withPing(
                                    Duration.ofSeconds(configuration.ping_interval_seconds()),
                                    Duration.ofSeconds(configuration.ping_timeout_seconds())),
                    wake(configuration),
                    Optional.of(IpsecOptions.of(configuration, set)),
                    ForwardSettings.options(configuration),
                    new UdpOptions(
                            CidrBlock.parseList(configuration.udp_allow()),
                            Duration.ofSeconds(configuration.udp_idle_seconds()),
                            configuration.udp_flows_most()),
                    WebSettings.options(configuration));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ProxyConfiguration.PID + ".cfg: " + e.getMessage(), e);
        }
    }

    private static WakeOptions wake(ProxyConfiguration configuration) {
        return new WakeOptions(
                new WakePolicy(
                        WakePolicy.channels(configuration.wake_channels()),
                        WakePolicy.order(configuration.wake_policy())),
                Duration.ofSeconds(configuration.wake_retry_seconds()),
                configuration.wake_attempts(),
                Duration.ofSeconds(configuration.wake_cooldown_seconds()));
    }

    @Override
    public int tunnelPort() {
        return proxy.tunnelPort();
    }

    @Override
    public Set<Integer> servicePorts() {
        return proxy.servicePorts();
    }

    @Override
    public List<LiveTunnel> tunnels() {
        return proxy.tunnels();
    }

    @Override
    public List<BudgetUse> budgets() {
        return proxy.budgets();
    }

    @Override
    public RequestSlip request(RequestOrder order) {
        return proxy.request(order);
    }

    @Override
    public String status(String gatewayId, boolean wake) {
        return proxy.status(gatewayId, wake);
    }

    @Override
    public String audit(String gatewayId, OptionalLong before, int limit, boolean wake) {
        return proxy.audit(gatewayId, before, limit, wake);
    }

    @Override
    public Trial begin(String route, String number, Duration patience) {
        return proxy.trials().begin(route, number, patience);
    }

    @Override
    public Optional<Trial> trial(String id) {
        return proxy.trials().trial(id);
    }

    @Override
    public void wake(String gatewayId, String service, InetAddress source) {
        proxy.wakes().wake(gatewayId, service, source);
    }

    @Deactivate
    void stop() {
        https.ifPresent(ServiceRegistration::unregister);
        proxy.close();
    }
}
