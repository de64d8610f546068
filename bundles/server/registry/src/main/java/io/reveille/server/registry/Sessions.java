/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The record of what clients asked for and what came of it. Old sessions are dropped by age and
 * number as configured; open ones never.
 */
@ProviderType
public interface Sessions {
    /**
     * Begins a session; steps A and B come from the {@link LookupLog} when the client's lookup is
     * recent. On disk when it returns: a session can be {@link Outcome#INTERRUPTED}, never lost.
     * That takes some milliseconds, so it is not for an event loop; many threads share one wait.
     *
     * @param user the name of the user who the client has shown to be, if any
     * @throws IllegalStateException if the store can't take it
     */
    SessionRecorder open(
            String gatewayId, String service, InetSocketAddress client, Optional<String> user);

    /** Begins a session of a client that is known by its address alone. */
    default SessionRecorder open(String gatewayId, String service, InetSocketAddress client) {
        return open(gatewayId, service, client, Optional.empty());
    }

    /**
     * Begins a session that costs nothing and no one but its own client waits for, such as one
     * through a tunnel that is up already. Returns at once, fit for an event loop; written within a
     * quarter of a second together with what else has happened by then. A server that is killed has
     * it {@link Outcome#INTERRUPTED}, not lost; a machine that loses its power may lose the
     * sessions of its last such moment.
     *
     * @return empty if so much waits to be written that this one must wait too: {@link #open} it
     */
    Optional<SessionRecorder> begin(
            String gatewayId, String service, InetSocketAddress client, Optional<String> user);

    /**
     * The newest sessions, newest first.
     *
     * @param limit 1 to 1000
     * @param gatewayId only of this gateway, if given
     */
    List<Session> recent(int limit, Optional<String> gatewayId);

    /** The session of that {@link Session#key() key}. */
    Optional<Session> session(String key);
}
