/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.reveille.server.proxy.internal.budget.ClientSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Connections of which it is not known yet who they are and where they want to go: bounded in
 * number and time, all together and for each source, so that strangers cannot hold all there is.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
public final class Newcomers {

    private static final AttributeKey<Runnable> SETTLE =
            AttributeKey.valueOf(Newcomers.class, "settle");

    private final int most;
    private final int mostOfOne;
    private final Duration time;
    private final Map<String, Integer> bySource = new HashMap<>();
    private int all;

    /**
     * @param time how long one may take to say who it is and where it wants to go
     */
    public Newcomers(int most, int mostOfOne, Duration time) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.time = time;
    }

    /**
     * Counts a connection until it has {@link #settled} or closes, and closes it when its time is
     * up.
     *
     * @return false if there are as many as may be, and the connection is closed
     */
    public boolean enter(Channel channel, InetAddress from) {
        String source = ClientSource.of(from);
        if (!count(source)) {
            channel.close();
            return false;
        }
        Future<?> deadline =
                channel.eventLoop()
                        .schedule(() -> channel.close(), time.toMillis(), TimeUnit.MILLISECONDS);
        channel.attr(SETTLE)
                .set(
                        () -> {
                            deadline.cancel(false);
                            discount(source);
                        });
        channel.closeFuture().addListener(closed -> settled(channel));
        return true;
    }

    /** The connection is no newcomer any more. */
    public static void settled(Channel channel) {
        Runnable settle = channel.attr(SETTLE).getAndSet(null);
        if (settle != null) {
            settle.run();
        }
    }

    private synchronized boolean count(String source) {
        int already = bySource.getOrDefault(source, 0);
        if (all >= most || already >= mostOfOne) {
            return false;
        }
        bySource.put(source, already + 1);
        all++;
        return true;
    }

    private synchronized void discount(String source) {
        bySource.computeIfPresent(source, (key, count) -> count > 1 ? count - 1 : null);
        all--;
    }
}
