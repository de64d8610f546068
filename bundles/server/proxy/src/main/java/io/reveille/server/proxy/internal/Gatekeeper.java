/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.proxy.internal.control.CatchUp;
import io.reveille.server.proxy.internal.ipsec.IpsecGate;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in the gateways that were asked, and no one else. */
public final class Gatekeeper implements TunnelAdmission {

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final Expectations expectations;
    private final Registry registry;
    private final FleetKeys keys;
    private final Rendezvous rendezvous;
    private final Executor work;
    private final Optional<IpsecGate> ipsec;
    private final CatchUp catchUp;
    private final Resumptions resumptions;
    private final RefusalNotes refusals = new RefusalNotes();

    public Gatekeeper(
            Expectations expectations,
            Registry registry,
            FleetKeys keys,
            Rendezvous rendezvous,
            Executor work,
            Optional<IpsecGate> ipsec,
            CatchUp catchUp,
            Resumptions resumptions) {
        this.resumptions = resumptions;
        this.ipsec = ipsec;
        this.catchUp = catchUp;
        this.expectations = expectations;
        this.registry = registry;
        this.keys = keys;
        this.rendezvous = rendezvous;
        this.work = work;
    }

    @Override
    public CompletionStage<Boolean> admit(TunnelRequest request) {
        return CompletableFuture.supplyAsync(() -> isWelcome(request), work);
    }

    private boolean isWelcome(TunnelRequest request) {
        Optional<Gateway> active =
                registry.gateway(request.commonName())
                        .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE);
        return active.isPresent()
                && !keys.isRevoked(request.certificate())
                && ipsec.map(gate -> gate.admits(request))
                        .orElse(active.get().tunnel() == TunnelProtocol.TLS)
                && (expectations.redeem(request.commonName(), request.credential())
                        || resumptions.redeem(request.commonName(), request.credential()));
    }

    @Override
    public void opened(TunnelRequest request, ProxyTunnel tunnel) {
        ipsec.ifPresent(gate -> gate.follow(request, tunnel));
        rendezvous.arrived(request, tunnel);
        CompletionStage<Void> unused = catchUp.begin(request, tunnel);
    }

    @Override
    public void refused(InetSocketAddress remote, String reason) {
        if (refusals.isWorthNoting()) {
            LOG.info("tunnel from {} refused: {}", remote, reason);
        }
    }
}
