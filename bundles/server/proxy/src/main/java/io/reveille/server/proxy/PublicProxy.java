/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.TlsIdentity;
import io.reveille.server.proxy.internal.AccessRequests;
import io.reveille.server.proxy.internal.Entry;
import io.reveille.server.proxy.internal.Expectations;
import io.reveille.server.proxy.internal.Gatekeeper;
import io.reveille.server.proxy.internal.GatewayQuestions;
import io.reveille.server.proxy.internal.LiveTunnels;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.proxy.internal.Rendezvous;
import io.reveille.server.proxy.internal.RequestsByHand;
import io.reveille.server.proxy.internal.Resumptions;
import io.reveille.server.proxy.internal.Resumptions.Ticket;
import io.reveille.server.proxy.internal.RouteTests;
import io.reveille.server.proxy.internal.ServiceEntries;
import io.reveille.server.proxy.internal.WakeAhead;
import io.reveille.server.proxy.internal.WorkThreads;
import io.reveille.server.proxy.internal.budget.LedgerBudget;
import io.reveille.server.proxy.internal.control.CatchUp;
import io.reveille.server.proxy.internal.forward.ForwardGround;
import io.reveille.server.proxy.internal.ipsec.IpsecGate;
import io.reveille.server.proxy.internal.sni.SniEntry;
import io.reveille.server.proxy.internal.wake.WakeService;
import io.reveille.server.proxy.internal.web.Gate;
import io.reveille.server.registry.BudgetUse;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.GatewayControl;
import io.reveille.server.registry.KeyLife;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.RequestDesk;
import io.reveille.server.registry.RequestOrder;
import io.reveille.server.registry.RequestSlip;
import io.reveille.server.registry.RouteTrials;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.TunnelStatus;
import io.reveille.server.registry.WakeDesk;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelListener;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public proxy: one port for each service of each gateway, where clients connect; a rendezvous
 * that wakes a gateway for them; and the port where the gateway's tunnel arrives.
 */
public final class PublicProxy implements TunnelStatus, RequestDesk, GatewayControl, AutoCloseable {
    private static final int MOST_BUDGETS = 100;
    private static final int LOOK_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(PublicProxy.class);

    private final TunnelRuntime runtime;
    private final WorkThreads work;
    private final LiveTunnels tunnels;
    private final TunnelListener listener;
    private final Reception reception;
    private final ServiceEntries ports;
    private final List<Entry> entries;
    private final Optional<IpsecGate> ipsec;
    private final LedgerBudget budget;
    private final RequestDesk byHand;
    private final GatewayControl questions;
    private final RouteTrials trials;
    private final WakeDesk wakes;

    private PublicProxy(
            TunnelRuntime runtime,
            WorkThreads work,
            LiveTunnels tunnels,
            TunnelListener listener,
            Reception reception,
            ServiceEntries ports,
            List<Entry> entries,
            Optional<IpsecGate> ipsec,
            LedgerBudget budget,
            RequestDesk byHand,
            GatewayControl questions,
            RouteTrials trials,
            WakeDesk wakes) {
        this.runtime = runtime;
        this.work = work;
        this.tunnels = tunnels;
        this.listener = listener;
        this.reception = reception;
        this.ports = ports;
        this.entries = entries;
        this.ipsec = ipsec;
        this.budget = budget;
        this.byHand = byHand;
        this.questions = questions;
        this.trials = trials;
        this.wakes = wakes;
    }

    /**
     * Starts.
     *
     * @param keyLife what gateways are brought when their tunnels come up
     * @param signalling how access requests leave
     * @throws IOException if the tunnel port cannot be listened at; its message says what to do
     */
    public static PublicProxy start(
            ProxyOptions options,
            ServerSettings settings,
            Registry registry,
            FleetKeys keys,
            KeyLife keyLife,
            Sessions sessions,
            Signalling signalling)
            throws IOException {
        return start(
                options,
                settings,
                registry,
                keys,
                keyLife,
                sessions,
                ClientAuthority.NOBODY,
                signalling);
    }

    /**
     * As {@link #start(ProxyOptions, ServerSettings, Registry, FleetKeys, KeyLife, Sessions,
     * Signalling)}.
     *
     * @param authority says which clients may come, beside those of {@link
     *     ProxyOptions#clientAllow}
     */
    public static PublicProxy start(
            ProxyOptions options,
            ServerSettings settings,
            Registry registry,
            FleetKeys keys,
            KeyLife keyLife,
            Sessions sessions,
            ClientAuthority authority,
            Signalling signalling)
            throws IOException {
        TunnelRuntime runtime = TunnelRuntime.start(options.threads());
        WorkThreads work = new WorkThreads();
        try {
            LiveTunnels tunnels = new LiveTunnels();
            Expectations expectations = new Expectations();
            Resumptions resumptions = new Resumptions();
            Optional<IpsecGate> ipsec =
                    options.ipsec()
                            .map(
                                    how ->
                                            new IpsecGate(
                                                    how,
                                                    registry,
                                                    keys,
                                                    settings.serverName(),
                                                    runtime.group(),
                                                    work));
            AccessRequests requests =
                    new AccessRequests(settings, registry, keys, expectations, ipsec);
            LedgerBudget budget =
                    new LedgerBudget(
                            options.signals(),
                            signalling.ledger(),
                            InstantSource.system(),
                            System::nanoTime);
            WakeService signals =
                    new WakeService(signalling, budget, options.wake(), runtime.group(), work);
            Rendezvous rendezvous =
                    new Rendezvous(
                            options,
                            registry,
                            requests,
                            signals,
                            tunnels,
                            resumptions,
                            runtime.group(),
                            work);
            CatchUp catchUp =
                    new CatchUp(
                            keyLife,
                            registry,
                            work,
                            InstantSource.system(),
                            (id, tunnel) -> resumable(resumptions, ipsec, id, tunnel));
            var unused =
                    runtime.group()
                            .scheduleWithFixedDelay(
                                    () -> work.execute(catchUp::look),
                                    LOOK_SECONDS,
                                    LOOK_SECONDS,
                                    TimeUnit.SECONDS);
            Gatekeeper gatekeeper =
                    new Gatekeeper(
                            expectations,
                            registry,
                            keys,
                            rendezvous,
                            work,
                            ipsec,
                            catchUp,
                            resumptions);
            IpsecGate.Inside bind =
                    at ->
                            TunnelListener.bind(
                                    runtime, () -> tls(keys), options.tunnel(), gatekeeper, at);
            TunnelListener listener = bind.listen(options.address(options.tunnelPort()));
            requests.tunnelPort(listener.address().getPort());
            ipsec.ifPresent(
                    gate ->
                            gate.begin(
                                    listener.address().getPort(),
                                    options.listen().map(one -> bind)));
            Reception reception =
                    new Reception(options, authority, runtime, sessions, rendezvous, tunnels, work);
            ServiceEntries ports =
                    new ServiceEntries(options, runtime, registry, reception, tunnels, work);
            List<Entry> entries = new ArrayList<>(List.of(ports));
            ForwardGround forward =
                    new ForwardGround(reception, authority, registry, settings.zone(), runtime);
            options.forward().connect().map(forward::connect).ifPresent(entries::add);
            options.forward().socks().map(forward::socks).ifPresent(entries::add);
            Gate names = new Gate(settings.zone(), registry, reception, authority);
            entries.addAll(SniEntry.withWeb(options.web(), names, runtime, work));
            entries.forEach(PublicProxy::start);
            LOG.info(
                    "gateways dial port {}; carried by {}",
                    listener.address().getPort(),
                    runtime.description());
            RequestDesk byHand =
                    new RequestsByHand(
                            registry, sessions, requests, rendezvous, options.rendezvousTimeout());
            return new PublicProxy(
                    runtime,
                    work,
                    tunnels,
                    listener,
                    reception,
                    ports,
                    entries,
                    ipsec,
                    budget,
                    byHand,
                    new GatewayQuestions(
                            registry, sessions, rendezvous, tunnels, options.rendezvousTimeout()),
                    new RouteTests(
                            registry,
                            requests,
                            tunnels,
                            signalling,
                            budget,
                            signals.limits(),
                            runtime.group(),
                            work),
                    new WakeAhead(registry, sessions, rendezvous, tunnels));
        } catch (IOException | RuntimeException e) {
            runtime.close();
            work.close();
            throw e;
        }
    }

    /** An entry that cannot listen leaves the others to do their work. */
    private static void start(Entry entry) {
        try {
            entry.start();
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private static Ticket resumable(
            Resumptions resumptions,
            Optional<IpsecGate> ipsec,
            String gatewayId,
            ProxyTunnel tunnel) {
        Ticket ticket = resumptions.offer(gatewayId, tunnel);
        ipsec.ifPresent(gate -> gate.expectAgain(gatewayId, ticket, tunnel));
        return ticket;
    }

    private static TunnelTls tls(FleetKeys keys) {
        TlsIdentity identity = keys.serverIdentity();
        return new TunnelTls(identity.privateKey(), identity.chain(), keys.authorities());
    }

    @Override
    public int tunnelPort() {
        return listener.address().getPort();
    }

    @Override
    public Set<Integer> servicePorts() {
        return ports.ports();
    }

    @Override
    public List<LiveTunnel> tunnels() {
        return tunnels.list();
    }

    @Override
    public List<BudgetUse> budgets() {
        return budget.use(MOST_BUDGETS);
    }

    @Override
    public RequestSlip request(RequestOrder order) {
        return byHand.request(order);
    }

    @Override
    public String status(String gatewayId, boolean wake) {
        return questions.status(gatewayId, wake);
    }

    @Override
    public String audit(String gatewayId, OptionalLong before, int limit, boolean wake) {
        return questions.audit(gatewayId, before, limit, wake);
    }

    /** Where the entries that share a port are listening, such as {@code connect}. */
    public Map<String, InetSocketAddress> entries() {
        Map<String, InetSocketAddress> listening = new TreeMap<>();
        entries.forEach(
                entry ->
                        entry.address().ifPresent(address -> listening.put(entry.name(), address)));
        return listening;
    }

    /** Tests of its routes. */
    public RouteTrials trials() {
        return trials;
    }

    /** Wakes before clients come. */
    public WakeDesk wakes() {
        return wakes;
    }

    /** Takes no more clients and gateways, then ends what is going on. */
    @Override
    public void close() {
        reception.stop();
        entries.forEach(Entry::close);
        listener.close();
        tunnels.close();
        ipsec.ifPresent(IpsecGate::close);
        runtime.close();
        work.close();
    }
}
