/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.Objects;

/**
 * How one client connection through a tunnel ended.
 *
 * @param kind which end ended it, and how
 * @param octetsUp octets from the client towards the service that passed this end
 * @param octetsDown octets from the service towards the client that passed this end
 * @param reason why the tunnel went away, where that ended it, for people; else empty
 */
public record StreamEnd(Kind kind, long octetsUp, long octetsDown, String reason) {

    /** Ways to end. */
    public enum Kind {
        /** Both directions came to their end and everything was handed over. */
        COMPLETED,
        /** The connection at this end of the tunnel was aborted. */
        ABORTED_HERE,
        /** The other end of the tunnel aborted. */
        ABORTED_THERE,
        /** The tunnel went away underneath. */
        TUNNEL_LOST
    }

    public StreamEnd {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    /** Where nothing is to be said of the tunnel. */
    public StreamEnd(Kind kind, long octetsUp, long octetsDown) {
        this(kind, octetsUp, octetsDown, "");
    }
}
