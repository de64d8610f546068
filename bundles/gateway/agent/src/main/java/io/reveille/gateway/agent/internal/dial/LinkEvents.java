/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.tunnel.TunnelEnd;
import java.net.InetSocketAddress;
import java.time.Duration;

/** What becomes of granted requests; called on the agent's one thread. */
public interface LinkEvents {
    /** A tunnel is up, or about to be, that serves this request too. */
    void merged(DialRequest request);

    /** A request is given up before there was a tunnel. */
    void abandoned(DialRequest request, String why);

    /** A dial begins. */
    void dialling(DialRequest request, InetSocketAddress proxy);

    /** A dial gave no tunnel. */
    void dialFailed(DialRequest request, InetSocketAddress proxy, String why);

    /** A dial gave a tunnel. */
    void up(DialRequest request, InetSocketAddress proxy);

    /** A tunnel is gone. */
    void ended(
            DialRequest request,
            InetSocketAddress proxy,
            TunnelEnd end,
            Duration lasted,
            Traffic traffic);

    /**
     * What went through a tunnel.
     *
     * @param octetsUp towards clients
     * @param octetsDown towards services
     * @param services what was asked for, and how often
     */
    record Traffic(long octetsUp, long octetsDown, String services) {}
}
