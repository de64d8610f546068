/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.Objects;

/**
 * Why a tunnel is no more.
 *
 * @param reason the kind
 * @param detail for people: what was seen
 */
public record TunnelEnd(Reason reason, String detail) {

    /** Kinds of end. */
    public enum Reason {
        /** No stream for the idle time; the gateway hung up. */
        IDLE,
        /** An end asked for it and the open streams came to their end. */
        DRAINED,
        /** This end closed it. */
        CLOSED,
        /** The connection broke, or the peer no longer answered. */
        LOST,
        /** The peer broke the rules of TLS or HTTP/2, or exceeded a limit. */
        PROTOCOL_ERROR
    }

    public TunnelEnd {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
