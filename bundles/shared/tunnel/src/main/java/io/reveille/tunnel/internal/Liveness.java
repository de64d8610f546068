/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.tunnel.TunnelTimings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, while streams are open, whether the peer is still there: it is asked (PING) after a
 * quiet time, soon where octets were flowing until then, and any octet from it counts as an answer.
 * How long it may take follows the round trip. The same PING keeps the carrier's NAT entry.
 *
 * <p>A tunnel without streams is left alone, so that it costs the radio nothing. Only the proxy
 * looks after a very long time, for a gateway that went without a word would leave its connection
 * behind.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Liveness {

    private final Channel channel;
    private final AcknowledgedOctets acknowledged;
    private final RoundTrip roundTrip = new RoundTrip();
    private final long quiet;
    private final long resting;
    private final long mostPatience;
    private final Runnable ask;
    private final Runnable dead;

    private boolean watching;
    private boolean moving; // octets of streams went either way since the peer was last asked
    private boolean asked;
    private long askedAt;
    private long heardAt = System.nanoTime();
    private boolean progress;
    private @Nullable ScheduledFuture<?> next;

    /**
     * @param resting quiet time in nanoseconds after which the peer is asked though no stream is
     *     open; {@link Long#MAX_VALUE} for never
     */
    Liveness(
            Channel channel,
            AcknowledgedOctets acknowledged,
            TunnelTimings timings,
            long resting,
            Runnable ask,
            Runnable dead) {
        this.channel = channel;
        this.acknowledged = acknowledged;
        this.quiet = timings.pingInterval().toNanos();
        this.resting = resting;
        this.mostPatience = timings.pingTimeout().toNanos();
        this.ask = ask;
        this.dead = dead;
    }

    /** Octets came in. */
    void heard() {
        heardAt = System.nanoTime();
        asked = false;
    }

    /** Octets of a stream came in. */
    void received() {
        moving();
    }

    /** The socket took octets of ours. */
    void progressed() {
        progress = true;
        moving();
    }

    /** The peer has answered a question that was sent then. */
    void answered(long sentAt) {
        roundTrip.measured(System.nanoTime() - sentAt);
    }

    /** The question that {@link #ask} put has been answered. */
    void answered() {
        answered(askedAt);
    }

    /** The first stream is open. A peer not heard of for a while is asked at once. */
    void watch() {
        if (!watching) {
            watching = true;
            moving = true;
            restart();
        }
    }

    /** No stream is open any more. */
    void rest() {
        watching = false;
        moving = false;
        restart();
    }

    /** The connection is gone. */
    void end() {
        watching = false;
        cancel();
    }

    private void moving() {
        if (!moving && watching) {
            moving = true;
            if (!asked) {
                restart();
            }
        }
    }

    private void restart() {
        cancel();
        look();
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private long mayBeQuiet() {
        return !watching ? resting : moving ? Math.min(quiet, roundTrip.pause()) : quiet;
    }

    /** Without the kernel's word on what has arrived, one has to wait for the slowest link. */
    private long patience() {
        return acknowledged.isKnown() ? Math.min(mostPatience, roundTrip.patience()) : mostPatience;
    }

    private void look() {
        next = null;
        long allowed = mayBeQuiet();
        if (!channel.isActive() || (allowed == Long.MAX_VALUE && !asked)) {
            return;
        }
        long now = System.nanoTime();
        long left = asked ? askedAt + patience() - now : heardAt + allowed - now;
        if (left > 0) {
            lookAgainIn(left);
        } else if (!asked) {
            asked = true;
            askedAt = now;
            progress = false;
            moving = false;
            ask.run();
            lookAgainIn(patience());
        } else if (acknowledged.within(patience()) || (progress && stillSending())) {
            askedAt = now; // the question waits behind other octets, which the peer is taking
            progress = false;
            lookAgainIn(patience());
        } else {
            dead.run();
        }
    }

    private boolean stillSending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    private void lookAgainIn(long nanos) {
        next = channel.eventLoop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }
}
