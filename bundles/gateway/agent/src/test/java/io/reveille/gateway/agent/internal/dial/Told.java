/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.tunnel.TunnelEnd;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;

/** Events as text, with the number of the request. */
record Told(Queue<String> events) implements LinkEvents {
    @Override
    public void merged(DialRequest request) {
        events.add("merged " + number(request));
    }

    @Override
    public void abandoned(DialRequest request, String why) {
        events.add("abandoned " + number(request) + ": " + why);
    }

    @Override
    public void dialling(DialRequest request, InetSocketAddress proxy) {
        events.add("dialling " + number(request));
    }

    @Override
    public void dialFailed(DialRequest request, InetSocketAddress proxy, String why) {
        events.add("failed " + number(request));
    }

    @Override
    public void up(DialRequest request, InetSocketAddress proxy) {
        events.add("up " + number(request));
    }

    @Override
    public void ended(
            DialRequest request,
            InetSocketAddress proxy,
            TunnelEnd end,
            Duration lasted,
            Traffic traffic) {
        events.add("ended " + number(request));
    }

    private static int number(DialRequest request) {
        return request.granted().sessionId().toArray()[0];
    }
}
