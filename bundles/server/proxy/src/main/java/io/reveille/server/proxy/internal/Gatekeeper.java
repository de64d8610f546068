/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelRequest;
import java.net.InetSocketAddress;
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

    public Gatekeeper(
            Expectations expectations,
            Registry registry,
            FleetKeys keys,
            Rendezvous rendezvous,
            Executor work) {
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
        boolean active =
                registry.gateway(request.commonName())
                        .map(Gateway::status)
                        .filter(GatewayStatus.ACTIVE::equals)
                        .isPresent();
        return active
                && !keys.isRevoked(request.certificate())
                && expectations.redeem(request.commonName(), request.credential());
    }

    @Override
    public void opened(TunnelRequest request, ProxyTunnel tunnel) {
        rendezvous.arrived(request, tunnel);
    }

    @Override
    public void refused(InetSocketAddress remote, String reason) {
        LOG.info("tunnel from {} refused: {}", remote, reason);
    }
}
