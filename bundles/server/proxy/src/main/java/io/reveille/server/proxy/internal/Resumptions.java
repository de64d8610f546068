/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.crypto.Secret;
import io.reveille.protocol.SessionId;
import io.reveille.protocol.TunnelToken;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelCredential;
import io.reveille.tunnel.TunnelEnd;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * With what gateways may dial again by themselves when their tunnel is lost: a session id and a
 * token of this proxy's own making, told inside that tunnel, good once and for a minute after its
 * loss. A tunnel that ends in order takes its own with it. There is one for each gateway, for its
 * newest tunnel, and none outlasts this process.
 */
public final class Resumptions {

    /** How long after the loss of its tunnel a gateway may dial again. */
    public static final Duration VALIDITY = Duration.ofMinutes(1);

    private static final long SOON = TimeUnit.SECONDS.toNanos(10);

    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private final Map<String, SessionId> resumed = new ConcurrentHashMap<>();

    private static final class Offer {
        private final Ticket ticket;
        private final ProxyTunnel tunnel;
        private volatile boolean lost;
        private volatile long lostAt;

        Offer(Ticket ticket, ProxyTunnel tunnel) {
            this.ticket = ticket;
            this.tunnel = tunnel;
        }

        boolean isOver() {
            return lost && System.nanoTime() - lostAt > VALIDITY.toNanos();
        }
    }

    /** What a gateway is told; the token is shown to nobody else. */
    public record Ticket(SessionId session, TunnelToken token) {}

    /** Makes one for a tunnel that is up; any other of this gateway is void. */
    public Ticket offer(String gatewayId, ProxyTunnel tunnel) {
        Offer fresh =
                new Offer(
                        new Ticket(
                                SessionId.of(Secret.random(SessionId.LENGTH).copy()),
                                TunnelToken.of(Secret.random(TunnelToken.LENGTH).copy())),
                        tunnel);
        offers.values().removeIf(Offer::isOver);
        offers.put(gatewayId, fresh);
        tunnel.ended()
                .thenAccept(
                        end -> {
                            fresh.lostAt = System.nanoTime();
                            fresh.lost = true;
                            if (end.reason() != TunnelEnd.Reason.LOST) {
                                offers.remove(gatewayId, fresh);
                            }
                        });
        return fresh.ticket;
    }

    /**
     * Whether this gateway may dial again; used up by that. Its former tunnel counts as lost then,
     * whether or not that has been noticed here.
     */
    boolean redeem(String gatewayId, TunnelCredential credential) {
        Offer offer = offers.get(gatewayId);
        boolean good =
                offer != null
                        && !offer.isOver()
                        && offer.ticket.session().equals(SessionId.of(credential.sessionId()))
                        && credential.hasToken(offer.ticket.token().toArray())
                        && offers.remove(gatewayId, offer);
        if (good) {
            resumed.put(gatewayId, offer.ticket.session());
            offer.tunnel.lost("the gateway lost it and dials again");
        }
        return good;
    }

    /** Whether a tunnel that has come up is one that the gateway dialled by itself. */
    boolean isResumed(String gatewayId, TunnelCredential credential) {
        return resumed.remove(gatewayId, SessionId.of(credential.sessionId()));
    }

    /** Whether the gateway has just lost clients, so that it probably dials again on its own. */
    boolean isExpected(String gatewayId) {
        Offer offer = offers.get(gatewayId);
        return offer != null
                && offer.lost
                && offer.tunnel.cutStreams() > 0
                && System.nanoTime() - offer.lostAt < SOON;
    }
}
