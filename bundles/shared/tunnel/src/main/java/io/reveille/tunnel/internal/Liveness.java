/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.tunnel.TunnelTimings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, while streams are open, whether the peer is still there: after a quiet time it is
 * asked (PING), and any octet from it counts as an answer. The same PING keeps the carrier's NAT
 * entry. A tunnel without streams is left alone, so that it costs the radio nothing.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Liveness {

    private static final long FRESH = TimeUnit.SECONDS.toNanos(2);

    private final Channel channel;
    private final long quiet;
    private final long patience;
    private final Runnable ask;
    private final Runnable dead;

    private boolean watching;
    private boolean asked;
    private long askedAt;
    private long heardAt = System.nanoTime();
    private boolean progress;
    private @Nullable ScheduledFuture<?> next;

    Liveness(Channel channel, TunnelTimings timings, Runnable ask, Runnable dead) {
        this.channel = channel;
        this.quiet = timings.pingInterval().toNanos();
        this.patience = timings.pingTimeout().toNanos();
        this.ask = ask;
        this.dead = dead;
    }

    /** Octets came in. */
    void heard() {
        heardAt = System.nanoTime();
        asked = false;
    }

    /** The socket took octets of ours. */
    void progressed() {
        progress = true;
    }

    /** The first stream is open. A peer not heard of for a while is asked at once. */
    void watch() {
        if (!watching) {
            watching = true;
            look(Math.min(quiet, FRESH));
        }
    }

    /** No stream is open any more. */
    void rest() {
        watching = false;
        asked = false;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void look(long mayBeQuiet) {
        next = null;
        if (!watching || !channel.isActive()) {
            return;
        }
        long now = System.nanoTime();
        long left = asked ? askedAt + patience - now : heardAt + mayBeQuiet - now;
        if (left > 0) {
            lookAgainIn(asked || mayBeQuiet == quiet ? left : heardAt + quiet - now);
        } else if (!asked) {
            asked = true;
            askedAt = now;
            progress = false;
            ask.run();
            lookAgainIn(patience);
        } else if (progress && stillSending()) {
            askedAt = now; // the question waits behind other octets, which the peer is taking
            progress = false;
            lookAgainIn(patience);
        } else {
            dead.run();
        }
    }

    private boolean stillSending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    private void lookAgainIn(long nanos) {
        next = channel.eventLoop().schedule(() -> look(quiet), nanos, TimeUnit.NANOSECONDS);
    }
}
