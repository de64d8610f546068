/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.ipsec;

import io.reveille.ipsec.IpsecException;
import io.reveille.ipsec.IpsecIdentity;
import io.reveille.ipsec.IpsecResponder;
import io.reveille.ipsec.IpsecSession;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SessionId;
import io.reveille.server.proxy.ProxyIpsec;
import io.reveille.server.proxy.internal.Resumptions;
import io.reveille.server.proxy.internal.Resumptions.Ticket;
import io.reveille.server.registry.FleetKeys;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelEnd;
import io.reveille.tunnel.TunnelRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the tunnels of some gateways must come by IPsec: lets each in for the session that it was
 * asked for, sees that its dial came that way and no other, and forgets it afterwards.
 */
public final class IpsecGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpsecGate.class);

    /** A dial that began in time may take so long. */
    private static final Duration DIALLING = Duration.ofSeconds(30);

    private final IpsecResponder responder;
    private final Predicate<String> gateways;
    private final String serverName;
    private final ScheduledExecutorService timer;
    private final Executor work;
    private final Map<SessionId, IpsecSession> sessions = new ConcurrentHashMap<>();
    private final Set<SessionId> up = ConcurrentHashMap.newKeySet();

    /**
     * @param gateways whose tunnels are to be IPsec
     * @param serverName by which this proxy proves itself
     */
    private IpsecGate(
            IpsecResponder responder,
            Predicate<String> gateways,
            String serverName,
            ScheduledExecutorService timer,
            Executor work) {
        this.responder = responder;
        this.gateways = gateways;
        this.serverName = serverName;
        this.timer = timer;
        this.work = work;
    }

    /** Makes one over the IKE daemon of this machine, and opens it in the background. */
    public static IpsecGate start(
            ProxyIpsec how,
            int tunnelPort,
            String serverName,
            FleetKeys keys,
            ScheduledExecutorService timer,
            Executor work) {
        IpsecIdentity identity = new IpsecIdentity(keys.serverIdentity(), keys.ca().certificate());
        IpsecResponder responder =
                new IpsecResponder(how.settings(), how.pool(), tunnelPort, Optional.of(identity));
        IpsecGate gate = new IpsecGate(responder, how::isFor, serverName, timer, work);
        work.execute(gate::open);
        return gate;
    }

    /** Removes what an earlier run left behind, and says how it is. Blocks. */
    private void open() {
        try {
            LOG.info("IPsec tunnels by {}", responder.open());
        } catch (IpsecException e) {
            LOG.error("no IPsec tunnel can come up now: {}", e.getMessage());
        }
    }

    /** Whether this gateway's tunnels are to be IPsec. */
    public boolean isFor(String gatewayId) {
        return gateways.test(gatewayId);
    }

    /**
     * Lets a gateway in, once.
     *
     * @param validity how long it may take until its tunnel is up
     * @throws IllegalStateException when the IKE daemon does not take it; then nothing may be sent
     */
    public void expect(String gatewayId, SealedRequest request, Duration validity) {
        SessionId id = request.sessionId();
        IpsecSession session =
                new IpsecSession(id.octets(), gatewayId, serverName, request.token().ikeKey(id));
        sessions.put(id, session);
        try {
            responder.expect(session);
        } catch (IpsecException e) {
            sessions.remove(id);
            throw new IllegalStateException(e.getMessage(), e);
        }
        forgetUnusedAfter(id, validity);
    }

    /**
     * Lets a gateway in once more when it loses this tunnel, for the same time as its ticket: its
     * keys are there while the tunnel is up, because the gateway notices a loss first.
     */
    public void expectAgain(String gatewayId, Ticket ticket, ProxyTunnel tunnel) {
        SessionId id = ticket.session();
        IpsecSession session =
                new IpsecSession(id.octets(), gatewayId, serverName, ticket.token().ikeKey(id));
        sessions.put(id, session);
        later(
                () -> {
                    try {
                        responder.expect(session);
                    } catch (IpsecException e) {
                        LOG.warn("{} can't dial again by itself: {}", gatewayId, e.getMessage());
                    }
                });
        tunnel.ended()
                .thenAccept(
                        end -> {
                            if (end.reason() == TunnelEnd.Reason.LOST) {
                                forgetUnusedAfter(id, Resumptions.VALIDITY.plus(DIALLING));
                            } else {
                                later(() -> forgetUnused(id));
                            }
                        });
    }

    private void forgetUnusedAfter(SessionId id, Duration validity) {
        var unused =
                timer.schedule(
                        () -> later(() -> forgetUnused(id)),
                        validity.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Whether a dial came the way that it was asked for. Blocks. */
    public boolean admits(TunnelRequest request) {
        IpsecSession session = sessions.get(SessionId.of(request.credential().sessionId()));
        if (session == null) {
            return !isFor(request.commonName());
        }
        try {
            boolean cameBy = responder.cameBy(session, request.remote().getAddress());
            if (!cameBy) {
                LOG.warn(
                        "{}: a tunnel from {} was refused: it was to come by IPsec",
                        request.commonName(),
                        request.remote());
            }
            return cameBy;
        } catch (IpsecException e) {
            LOG.warn("{}: a tunnel was refused: {}", request.commonName(), e.getMessage());
            return false;
        }
    }

    /** A tunnel is up: IPsec below it ends with it. */
    public void follow(TunnelRequest request, ProxyTunnel tunnel) {
        SessionId id = SessionId.of(request.credential().sessionId());
        if (sessions.containsKey(id)) {
            up.add(id);
            tunnel.ended().thenAccept(end -> later(() -> forget(id)));
        }
    }

    private void forgetUnused(SessionId id) {
        if (!up.contains(id)) {
            forget(id);
        }
    }

    private void forget(SessionId id) {
        up.remove(id);
        IpsecSession session = sessions.remove(id);
        if (session == null) {
            return;
        }
        boolean last =
                sessions.values().stream()
                        .noneMatch(other -> other.gatewayId().equals(session.gatewayId()));
        try {
            responder.forget(session, last);
        } catch (IpsecException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private void later(Runnable task) {
        try {
            work.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the proxy is stopping");
        }
    }

    /** Takes all down. Blocks. */
    @Override
    public void close() {
        try {
            responder.clear();
        } catch (IpsecException e) {
            LOG.warn("IPsec tunnels may still be up: {}", e.getMessage());
        }
    }
}
