/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.Step;
import io.reveille.server.proxy.internal.budget.ClientSource;
import io.reveille.server.registry.GatewayService;
import io.reveille.server.registry.GatewayStatus;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.SessionRecorder;
import io.reveille.server.registry.Sessions;
import io.reveille.server.registry.WakeDesk;
import io.reveille.tunnel.ProxyTunnel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Wakes for clients that are about to come: one at a time for each gateway. */
public final class WakeAhead implements WakeDesk {
    private final Registry registry;
    private final Sessions sessions;
    private final Rendezvous rendezvous;
    private final LiveTunnels tunnels;
    private final Set<String> pending = ConcurrentHashMap.newKeySet();

    public WakeAhead(
            Registry registry, Sessions sessions, Rendezvous rendezvous, LiveTunnels tunnels) {
        this.registry = registry;
        this.sessions = sessions;
        this.rendezvous = rendezvous;
        this.tunnels = tunnels;
    }

    @Override
    public void wake(String gatewayId, String service, InetAddress source) {
        Optional<GatewayService> offered =
                registry.gateway(gatewayId)
                        .filter(gateway -> gateway.status() == GatewayStatus.ACTIVE)
                        .flatMap(gateway -> gateway.service(service));
        if (offered.isEmpty() || tunnels.open(gatewayId).isPresent() || !pending.add(gatewayId)) {
            return;
        }
        try {
            rendezvous.find(call(gatewayId, offered.get(), source));
        } catch (RuntimeException e) {
            pending.remove(gatewayId);
            throw e;
        }
    }

    private ServiceCall call(String gatewayId, GatewayService service, InetAddress source) {
        SessionRecorder session =
                sessions.open(gatewayId, service.name(), new InetSocketAddress(source, 0));
        session.step(Step.C, "not a client: its name was looked up");
        ServiceCall call = new ServiceCall(gatewayId, service, ClientSource.of(source), session);
        CompletionStage<ProxyTunnel> unused =
                call.tunnel()
                        .whenComplete(
                                (tunnel, failure) -> {
                                    pending.remove(gatewayId);
                                    ended(session, Optional.ofNullable(failure));
                                });
        return call;
    }

    private static void ended(SessionRecorder session, Optional<Throwable> failure) {
        if (failure.isEmpty()) {
            session.end(Outcome.COMPLETED, "the tunnel is up for a client");
        } else if (failure.get() instanceof UnservedException unserved) {
            session.end(unserved.outcome(), unserved.reason());
        } else {
            session.end(Outcome.SIGNAL_FAILED, String.valueOf(failure.get()));
        }
    }
}
