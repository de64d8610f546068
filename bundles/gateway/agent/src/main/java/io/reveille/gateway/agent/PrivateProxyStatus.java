/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.reveille.protocol.RefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a private proxy has done since it was opened, and what it is doing; nothing of it is secret.
 *
 * @param accepted requests that were granted
 * @param refusals requests that were refused, by reason
 * @param merged granted requests for which there was, or was about to be, a tunnel already
 * @param dials how many times a proxy was dialled
 * @param dialFailures how many of these gave no tunnel
 * @param lastRequest the latest request of all
 * @param links the proxies being dialled, or with a tunnel that is up
 */
public record PrivateProxyStatus(
        long accepted,
        Map<RefusalReason, Long> refusals,
        long merged,
        long dials,
        long dialFailures,
        Optional<LastRequest> lastRequest,
        List<Link> links) {
    public PrivateProxyStatus {
        refusals = Map.copyOf(refusals);
        links = List.copyOf(links);
    }

    /**
     * The latest request.
     *
     * @param at by the gateway's own clock
     * @param origin on which channel, and from whom as the channel says
     * @param verdict {@code accepted}, or why not
     */
    public record LastRequest(Instant at, String origin, String verdict) {}

    /** What there is between the gateway and a proxy. */
    public enum State {
        /** A dial failed or the budget is used up; the next dial comes later. */
        WAITING,
        /** Being dialled. */
        DIALLING,
        /** A tunnel is up. */
        UP
    }

    /**
     * One proxy.
     *
     * @param proxy its address and port
     * @param since when this state began
     * @param waiting requests not served yet
     * @param openStreams client connections
     * @param octetsUp towards clients, by the tunnel that is up
     * @param octetsDown towards services
     * @param octetsHeld that lie in the gateway's memory now
     * @param detail for people: why it is waiting, or nothing
     */
    public record Link(
            String proxy,
            State state,
            Instant since,
            int waiting,
            int openStreams,
            long octetsUp,
            long octetsDown,
            long octetsHeld,
            String detail) {}

    /** How many requests were refused. */
    public long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }
}
