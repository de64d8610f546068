/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Marks between the octets of a tunnel, and the peer's answers, which tell {@link SendPace} how
 * long octets take: extension frames on stream 0 (RFC 9113 section 5.5), sent only to a peer whose
 * settings say that it answers them. A mark carries its number in 8 octets; the answer, with the
 * flag ACK, the number and the clock of who answers, in microseconds, in 8 octets.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Marks {

    /** The setting that says, by 1, that marks are answered. Of the range for experiments. */
    static final char SETTING = 0xf0f1;

    /** The frame's type, likewise. */
    static final byte TYPE = (byte) 0xf1;

    private static final int LONGEST_STEP = 1024 * 1024;
    private static final int NUMBER = Long.BYTES;
    private static final int ANSWER = 2 * Long.BYTES;

    private final SendPace pace = new SendPace();
    private final long began = System.nanoTime();
    private boolean answered;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Http2ConnectionEncoder encoder;

    void start(ChannelHandlerContext ctx, Http2ConnectionEncoder through) {
        context = ctx;
        encoder = through;
    }

    /** The peer's settings. */
    void settings(Http2Settings received) {
        Long answers = received.get(SETTING);
        answered |= answers != null && answers == 1;
    }

    /** As {@link SendPace#roomForLittle()}; without end if the peer answers no marks. */
    long roomForLittle() {
        return answered ? pace.roomForLittle() : Integer.MAX_VALUE;
    }

    /** As {@link SendPace#room(int)}, likewise. */
    long room(int turn) {
        return answered ? pace.room(turn) : Integer.MAX_VALUE;
    }

    /** As {@link SendPace#step()}. */
    int step() {
        return answered ? pace.step() : LONGEST_STEP;
    }

    double octetsPerSecond() {
        return pace.octetsPerNano() * TimeUnit.SECONDS.toNanos(1);
    }

    /** As {@link SendPace#begin}. */
    void begin(long now) {
        pace.begin(now);
    }

    void given(int octets) {
        if (answered) {
            pace.given(octets);
        }
    }

    /** Puts a mark behind the octets that were given to the connection, if it is time for one. */
    void sendIfDue() {
        ChannelHandlerContext ctx = context;
        Http2ConnectionEncoder out = encoder;
        if (!answered || ctx == null || out == null || !pace.isMarkDue()) {
            return;
        }
        ByteBuf number = ctx.alloc().buffer(NUMBER).writeLong(pace.mark(System.nanoTime()));
        out.writeFrame(ctx, TYPE, 0, new Http2Flags(), number, ctx.newPromise());
    }

    /**
     * A frame of an unknown type has come.
     *
     * @param payload stays the caller's
     * @return whether there is something to be sent now
     */
    boolean received(byte type, int stream, Http2Flags flags, ByteBuf payload) {
        ChannelHandlerContext ctx = context;
        Http2ConnectionEncoder out = encoder;
        if (type != TYPE || stream != 0 || ctx == null || out == null) {
            return false;
        }
        long now = System.nanoTime();
        if (flags.ack() && payload.readableBytes() == ANSWER) {
            long number = payload.readLong();
            long clock = TimeUnit.MICROSECONDS.toNanos(payload.readLong());
            return pace.answered(number, now, clock);
        }
        if (flags.ack() || payload.readableBytes() != NUMBER) {
            return false;
        }
        ByteBuf answer = ctx.alloc().buffer(ANSWER).writeLong(payload.readLong());
        answer.writeLong(TimeUnit.NANOSECONDS.toMicros(now - began));
        out.writeFrame(ctx, TYPE, 0, new Http2Flags().ack(true), answer, ctx.newPromise());
        return true;
    }
}
