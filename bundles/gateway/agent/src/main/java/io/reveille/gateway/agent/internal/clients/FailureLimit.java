/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.clients;

import io.reveille.gateway.agent.internal.dial.Allowance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often wrong credentials may be tried: ten times a minute from one address, a hundred times
 * from all. On one thread.
 */
final class FailureLimit {
    private static final int FROM_ONE = 10;
    private static final int FROM_ALL = 100;
    private static final int MOST_SOURCES = 1000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Allowance all = new Allowance(FROM_ALL, WINDOW, System.nanoTime());
    private final Map<String, Allowance> sources = new LinkedHashMap<>();

    /**
     * @param client as the proxy names it: its address, blank, its port
     */
    boolean mayTry(String client) {
        long now = System.nanoTime();
        Allowance own = sources.get(source(client));
        return all.untilNext(now).isZero() && (own == null || own.untilNext(now).isZero());
    }

    void failed(String client) {
        long now = System.nanoTime();
        all.take(now);
        sources.computeIfAbsent(source(client), s -> new Allowance(FROM_ONE, WINDOW, now))
                .take(now);
        if (sources.size() > MOST_SOURCES) {
            sources.keySet().remove(sources.keySet().iterator().next());
        }
    }

    private static String source(String client) {
        int blank = client.indexOf(' ');
        return blank < 0 ? client : client.substring(0, blank);
    }
}
