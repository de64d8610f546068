/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.crypto.TlsIdentity;
import io.reveille.server.proxy.internal.AccessRequests;
import io.reveille.server.proxy.internal.Expectations;
import io.reveille.server.proxy.internal.Gatekeeper;
import io.reveille.server.proxy.internal.LiveTunnels;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.proxy.internal.Rendezvous;
import io.reveille.server.proxy.internal.ServiceEntries;
import io.reveille.server.proxy.internal.WorkThreads;
import io.reveille.server.proxy.internal.budget.LedgerBudget;
import io.reveille.server.proxy.internal.wake.WakeService;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.TunnelStatus;
import io.reveille.tunnel.TunnelListener;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public proxy: one port for each service of each gateway, where clients connect; a rendezvous
 * that wakes a gateway for them; and the port where the gateway's tunnel arrives.
 */
public final class PublicProxy implements TunnelStatus, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PublicProxy.class);

    private final TunnelRuntime runtime;
    private final WorkThreads work;
    private final LiveTunnels tunnels;
    private final TunnelListener listener;
    private final ServiceEntries entries;

    private PublicProxy(
            TunnelRuntime runtime,
            WorkThreads work,
            LiveTunnels tunnels,
            TunnelListener listener,
            ServiceEntries entries) {
        this.runtime = runtime;
        this.work = work;
        this.tunnels = tunnels;
        this.listener = listener;
        this.entries = entries;
    }

    /**
     * Starts.
     *
     * @param signalling how access requests leave
     * @throws IOException if the tunnel port cannot be listened at; its message says what to do
     */
    public static PublicProxy start(
            ProxyOptions options,
            ServerSettings settings,
            Registry registry,
            FleetKeys keys,
            Sessions sessions,
            Signalling signalling)
            throws IOException {
        TunnelRuntime runtime = TunnelRuntime.start(options.threads());
        WorkThreads work = new WorkThreads();
        try {
            LiveTunnels tunnels = new LiveTunnels();
            Expectations expectations = new Expectations();
            AccessRequests requests = new AccessRequests(settings, registry, keys, expectations);
            WakeService signals =
                    new WakeService(
                            signalling,
                            new LedgerBudget(
                                    options.signals(),
                                    signalling.ledger(),
                                    InstantSource.system(),
                                    System::nanoTime),
                            options.wake(),
                            runtime.group(),
                            work);
            Rendezvous rendezvous =
                    new Rendezvous(
                            options, registry, requests, signals, tunnels, runtime.group(), work);
            TunnelListener listener =
                    TunnelListener.bind(
                            runtime,
                            () -> tls(keys),
                            options.tunnel(),
                            new Gatekeeper(expectations, registry, keys, rendezvous, work),
                            options.address(options.tunnelPort()));
            requests.tunnelPort(listener.address().getPort());
            Reception reception =
                    new Reception(options, runtime, sessions, rendezvous, tunnels, work);
            ServiceEntries entries =
                    new ServiceEntries(options, runtime, registry, reception, tunnels, work);
            entries.follow();
            LOG.info(
                    "gateways dial port {}; carried by {}",
                    listener.address().getPort(),
                    runtime.description());
            return new PublicProxy(runtime, work, tunnels, listener, entries);
        } catch (IOException | RuntimeException e) {
            runtime.close();
            work.close();
            throw e;
        }
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
        return entries.ports();
    }

    @Override
    public List<LiveTunnel> tunnels() {
        return tunnels.list();
    }

    /** Takes no more clients and gateways, then ends what is going on. */
    @Override
    public void close() {
        entries.close();
        listener.close();
        tunnels.close();
        runtime.close();
        work.close();
    }
}
