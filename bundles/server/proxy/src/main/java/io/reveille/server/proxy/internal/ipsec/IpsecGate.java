/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.ipsec;

import io.reveille.ipsec.IpsecException;
import io.reveille.ipsec.IpsecResponder;
import io.reveille.ipsec.IpsecSession;
import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SessionId;
import io.reveille.protocol.TunnelProtocol;
import io.reveille.server.proxy.ProxyIpsec;
import io.reveille.server.proxy.internal.Resumptions;
import io.reveille.server.proxy.internal.Resumptions.Ticket;
import io.reveille.server.registry.FleetKeys;
import io.reveille.server.registry.Gateway;
import io.reveille.server.registry.Registry;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelEnd;
import io.reveille.tunnel.TunnelListener;
import io.reveille.tunnel.TunnelRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final ProxyIpsec how;
    private final Registry registry;
    private final FleetKeys keys;
    private final String serverName;
    private final ScheduledExecutorService timer;
    private final Executor work;
    private final Map<SessionId, IpsecSession> sessions = new ConcurrentHashMap<>();
    private final Set<SessionId> up = ConcurrentHashMap.newKeySet();
    private final CameBy cameBy = new CameBy();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile Optional<IpsecDoor> door = Optional.empty();
    private volatile Optional<Registry.Subscription> changes = Optional.empty();

    /** Listens for tunnels at an address inside IPsec. */
    @FunctionalInterface
    public interface Inside {
        /**
         * Begins to listen.
         *
         * @throws IOException if this machine does not have the address
         */
        TunnelListener listen(InetSocketAddress inner) throws IOException;
    }

    /**
     * @param registry tells whose tunnels are to be IPsec
     * @param serverName by which this proxy proves itself
     */
    public IpsecGate(
            ProxyIpsec how,
            Registry registry,
            FleetKeys keys,
            String serverName,
            ScheduledExecutorService timer,
            Executor work) {
        this.how = how;
        this.registry = registry;
        this.keys = keys;
        this.serverName = serverName;
        this.timer = timer;
        this.work = work;
    }

    /**
     * Begins, once the tunnel port is known.
     *
     * @param inside where the tunnel port is not open at all addresses
     */
    public void begin(int tunnelPort, Optional<Inside> inside) {
        door = Optional.of(new IpsecDoor(how, keys, tunnelPort, inside));
        changes = Optional.of(registry.onChange(this::look));
        look();
    }

    /** After a change of the registry: what gateways' tunnels are to be from now on. */
    private void look() {
        cameBy.drainUnless(id -> registry.gateway(id).map(Gateway::tunnel));
        boolean any =
                registry.gateways().stream()
                        .anyMatch(gateway -> gateway.tunnel() == TunnelProtocol.IPSEC);
        if (any && wanted.compareAndSet(false, true)) {
            later(this::openEarly);
        }
    }

    /** Before the first client comes, so that the log tells early what is missing. */
    private void openEarly() {
        try {
            var unused = responder();
        } catch (IpsecException e) {
            LOG.error("no IPsec tunnel can come up now: {}", e.getMessage());
        }
    }

    private IpsecResponder responder() throws IpsecException {
        return door.orElseThrow().opened();
    }

    /** Whether this gateway's tunnels are to be IPsec. */
    private boolean isFor(String gatewayId) {
        return registry.gateway(gatewayId)
                .map(Gateway::tunnel)
                .filter(TunnelProtocol.IPSEC::equals)
                .isPresent();
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
            responder().expect(session);
        } catch (IpsecException e) {
            sessions.remove(id);
            throw new IllegalStateException(e.getMessage(), e);
        }
        forgetUnusedAfter(id, validity);
    }

    /**
     * Lets a gateway in once more when it loses this tunnel, if that came by IPsec, for the same
     * time as its ticket: its keys are there while the tunnel is up, because the gateway notices a
     * loss first.
     */
    public void expectAgain(String gatewayId, Ticket ticket, ProxyTunnel tunnel) {
        if (!cameBy.isIpsec(tunnel)) {
            return;
        }
        SessionId id = ticket.session();
        IpsecSession session =
                new IpsecSession(id.octets(), gatewayId, serverName, ticket.token().ikeKey(id));
        sessions.put(id, session);
        later(
                () -> {
                    try {
                        responder().expect(session);
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
            boolean asAsked = responder().cameBy(session, request.remote().getAddress());
            if (!asAsked) {
                LOG.warn(
                        "{}: a tunnel from {} was refused: it was to come by IPsec",
                        request.commonName(),
                        request.remote());
            }
            return asAsked;
        } catch (IpsecException e) {
            LOG.warn("{}: a tunnel was refused: {}", request.commonName(), e.getMessage());
            return false;
        }
    }

    /** A tunnel is up: IPsec below it ends with it. */
    public void follow(TunnelRequest request, ProxyTunnel tunnel) {
        SessionId id = SessionId.of(request.credential().sessionId());
        boolean ipsec = sessions.containsKey(id);
        cameBy.add(request.commonName(), ipsec ? TunnelProtocol.IPSEC : TunnelProtocol.TLS, tunnel);
        if (ipsec) {
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
            responder().forget(session, last);
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
        changes.ifPresent(Registry.Subscription::close);
        door.ifPresent(IpsecDoor::close);
    }
}
