/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what waits in front of the tunnel's socket to about a tenth of a second's worth. What is
 * there has been put into frames and sealed already: on a slow uplink, a keystroke would have to
 * wait behind all of it, while what still waits in the streams is sent turn by turn.
 */
final class SendPace {

    private static final int KIB = 1024;
    private static final int FIRST = 128 * KIB;
    private static final int LEAST = 32 * KIB;
    private static final int MOST = 512 * KIB;
    private static final long WANTED = TimeUnit.MILLISECONDS.toNanos(100);

    private final Channel channel;
    private final boolean epoll;
    private int most = FIRST;
    private long fullAt;

    SendPace(Channel channel, boolean epoll) {
        this.channel = channel;
        this.epoll = epoll;
        apply();
    }

    /**
     * The buffer has become full, or has emptied to a quarter: how long that took tells the rate.
     */
    void writabilityChanged(boolean writable) {
        long now = System.nanoTime();
        if (!writable) {
            fullAt = now;
            return;
        }
        long took = Math.max(1, now - fullAt);
        double fitting = most * ((double) WANTED / took);
        int next = (int) Math.max(LEAST, Math.min(MOST, Math.min(2.0 * most, fitting)));
        if (next > most || next < most / 4 * 3) {
            most = next;
            apply();
        }
    }

    int most() {
        return most;
    }

    private void apply() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(most / 4, most));
        if (epoll) {
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) most);
        }
    }
}
