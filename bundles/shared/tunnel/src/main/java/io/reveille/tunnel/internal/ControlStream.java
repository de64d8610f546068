/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.tunnel.TunnelControl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One control stream at either end (wire format, "Control"): gathers one text up to END_STREAM and
 * sends one. Bounded in length and time; all on the tunnel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ControlStream implements Conversation {

    /** From the first frame to the last. */
    private static final long SECONDS = 30;

    private final TunnelStreams tunnel;
    private final Http2Stream stream;
    private final Consumer<String> whole;
    private final Consumer<String> failed;
    private final ScheduledFuture<?> timeout;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean told;
    private boolean over;

    /**
     * @param whole called once with what the other end sent
     * @param failed called instead, once, with the reason
     */
    ControlStream(
            TunnelStreams tunnel,
            Http2Stream stream,
            Consumer<String> whole,
            Consumer<String> failed) {
        this.tunnel = tunnel;
        this.stream = stream;
        this.whole = whole;
        this.failed = failed;
        this.timeout =
                tunnel.loop()
                        .schedule(
                                () -> abort("no answer within " + SECONDS + " s"),
                                SECONDS,
                                TimeUnit.SECONDS);
        tunnel.enter(stream, this);
    }

    @Override
    public void received(ByteBuf data, boolean end) {
        if (told || over) {
            return;
        }
        if (gathered.size() + data.readableBytes() > TunnelControl.LONGEST) {
            abort("more than " + TunnelControl.LONGEST + " octets");
            return;
        }
        gathered.writeBytes(ByteBufUtil.getBytes(data));
        if (end) {
            told = true;
            whole.accept(gathered.toString(StandardCharsets.UTF_8));
        }
    }

    /** Sends all that this end has to say. */
    void send(String text) {
        if (over) {
            return;
        }
        ByteBuf octets = ByteBufUtil.writeUtf8(tunnel.allocator(), text);
        if (octets.readableBytes() > TunnelControl.LONGEST) {
            octets.release();
            abort("more than " + TunnelControl.LONGEST + " octets to send");
            return;
        }
        tunnel.write(stream, octets, true);
        tunnel.flushSoon();
    }

    /** Ends it before its time. */
    void abort(String why) {
        if (!over) {
            ended(why);
            tunnel.reset(stream, Http2Error.CANCEL);
        }
    }

    @Override
    public void resetByPeer(long code) {
        ended("the other side gave it up");
    }

    @Override
    public void streamClosed(boolean tunnelLost) {
        ended("the stream was closed");
    }

    private void ended(String why) {
        if (over) {
            return;
        }
        over = true;
        timeout.cancel(false);
        tunnel.leave(stream, this);
        if (!told) {
            told = true;
            failed.accept(why);
        }
    }
}
