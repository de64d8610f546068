/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.protocol.SealedRequest;
import io.reveille.protocol.SessionId;
import io.reveille.protocol.TunnelToken;
import io.reveille.tunnel.TunnelCredential;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tunnels that were asked for and may still come: which gateway may present which token, and
 * until when. A token is good for one tunnel.
 */
public final class Expectations {

    private final Map<SessionId, Expected> expected = new ConcurrentHashMap<>();

    private record Expected(String gatewayId, TunnelToken token, long until, Runnable redeemed) {

        boolean isOver() {
            return System.nanoTime() - until > 0;
        }
    }

    /**
     * Expects a gateway to dial in, for so long.
     *
     * @param redeemed is run when it does by this very request
     */
    void add(String gatewayId, SealedRequest request, Duration validity, Runnable redeemed) {
        expected.values().removeIf(Expected::isOver);
        expected.put(
                request.sessionId(),
                new Expected(
                        gatewayId,
                        request.token(),
                        System.nanoTime() + validity.toNanos(),
                        redeemed));
    }

    /** Expects no tunnel of this gateway any more. */
    synchronized void forget(String gatewayId) {
        expected.values().removeIf(other -> other.gatewayId().equals(gatewayId));
    }

    /** How many tunnels of this gateway may still come. */
    long open(String gatewayId) {
        return expected.values().stream()
                .filter(other -> !other.isOver() && other.gatewayId().equals(gatewayId))
                .count();
    }

    /**
     * Whether this gateway was asked and presents the right token; the token is used up then, and
     * with it all others of this gateway: several requests of one wake never open a second tunnel.
     */
    synchronized boolean redeem(String gatewayId, TunnelCredential credential) {
        SessionId session = SessionId.of(credential.sessionId());
        Expected asked = expected.get(session);
        boolean good =
                asked != null
                        && !asked.isOver()
                        && asked.gatewayId().equals(gatewayId)
                        && credential.hasToken(asked.token().toArray());
        if (good) {
            forget(gatewayId);
            asked.redeemed().run();
        }
        return good;
    }
}
