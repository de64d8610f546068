/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.TunnelEnd;
import io.reveille.tunnel.TunnelSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connection of a tunnel, at either end (RFC 9113). Everything happens on the
 * connection's event loop.
 *
 * <p>The connection's own window opens again by itself; what bounds memory is the windows of the
 * streams, so that a stalled stream never holds up another.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class TunnelHandler extends Http2ConnectionHandler {

    private static final int CONNECTION_WINDOW = 16 * 1024 * 1024;
    private static final int DEFAULT_WINDOW = 65_535;
    private static final long LINGER_SECONDS = 2;
    private static final long LONG_REST = TimeUnit.MINUTES.toNanos(10);
    private static final long PING_ALIVE = 1;
    private static final long PING_SAMPLE = 2;

    /** SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441 section 3). */
    static final char EXTENDED_CONNECT = 8;

    private final TunnelSettings settings;
    private final boolean epoll;
    private final Marks marks;
    private final TunnelEvents end;
    private final TunnelStreams streams;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Liveness liveness;
    private @Nullable TunnelEnd why;
    private boolean flushDue;
    private boolean draining;
    private boolean closing;
    private boolean ready;
    private boolean extendedConnect;
    private long settingsAt;
    private long sampleAt;
    private int cut;

    TunnelHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings initial,
            TunnelGround ground,
            Marks marks,
            TunnelEvents end) {
        super(decoder, encoder, initial, true);
        this.settings = ground.settings();
        this.epoll = ground.epoll();
        this.marks = marks;
        this.end = end;
        this.streams = new TunnelStreams(this, settings.limits(), ground.budget());
        decoder().frameListener(new Frames());
    }

    // ---- for the streams

    TunnelStreams streams() {
        return streams;
    }

    void streamsChanged(int open) {
        tell(open > 0 ? Liveness::watch : Liveness::rest);
        end.streams(open);
        closeIfDrained();
    }

    void progressed() {
        tell(Liveness::progressed);
    }

    private void tell(Consumer<Liveness> news) {
        if (liveness != null) {
            news.accept(liveness);
        }
    }

    void measureRoundTrip() {
        sampleAt = System.nanoTime();
        ping(PING_SAMPLE);
    }

    /** Flushes the connection once what is being read on this event loop has been read. */
    void flushSoon() {
        if (!flushDue) {
            flushDue = true;
            context().executor().execute(this::flushNow);
        }
    }

    private void flushNow() {
        flushDue = false;
        flush(context());
    }

    // ---- the connection

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        settingsAt = System.nanoTime();
        liveness =
                new Liveness(
                        ctx.channel(),
                        AcknowledgedOctets.of(ctx.channel(), epoll),
                        settings.timings(),
                        connection().isServer() ? Long.MAX_VALUE : LONG_REST,
                        () -> ping(PING_ALIVE),
                        () -> close(TunnelEnd.Reason.LOST, "the peer no longer answers"));
        marks.start(ctx, encoder());
        super.handlerAdded(ctx);
        decoder()
                .flowController()
                .incrementWindowSize(
                        connection().connectionStream(), CONNECTION_WINDOW - DEFAULT_WINDOW);
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        tell(Liveness::heard);
        super.channelRead(ctx, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        streams.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        tell(Liveness::end);
        because(TunnelEnd.Reason.LOST, "the connection was closed by the other side");
        cut = streams.open();
        super.channelInactive(ctx); // closes every stream
        if (why != null) {
            end.ended(why);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Failures.find(cause, Http2Exception.class).isPresent()) {
            onError(ctx, false, cause);
        } else {
            close(TunnelEnd.Reason.LOST, Failures.describe(cause));
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx,
            boolean outbound,
            Throwable cause,
            @Nullable Http2Exception error) {
        because(
                cause instanceof IOException
                        ? TunnelEnd.Reason.LOST
                        : TunnelEnd.Reason.PROTOCOL_ERROR,
                Failures.describe(cause));
        super.onConnectionError(ctx, outbound, cause, error);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx,
            boolean outbound,
            Throwable cause,
            Http2Exception.StreamException error) {
        boolean late =
                error.error() == Http2Error.STREAM_CLOSED
                        && connection().stream(error.streamId()) == null;
        if (!late) { // frames that were under way when this end reset the stream are no error
            super.onStreamError(ctx, outbound, cause, error);
        }
    }

    /** Opens and takes no more streams, and closes once those that are open have ended. */
    void drain(TunnelEnd.Reason reason, String detail) {
        because(reason, detail);
        if (draining) {
            return;
        }
        draining = true;
        ChannelHandlerContext ctx = context();
        ByteBuf debug = ByteBufUtil.writeUtf8(ctx.alloc(), detail);
        goAway(
                ctx,
                connection().remote().lastStreamCreated(),
                Http2Error.NO_ERROR.code(),
                debug,
                ctx.newPromise());
        ctx.executor()
                .schedule(
                        () -> ctx.close(),
                        settings.timings().drain().toNanos(),
                        TimeUnit.NANOSECONDS);
        flush(ctx);
        closeIfDrained();
    }

    /**
     * The end that heard GOAWAY closes, so that it has surely been heard; the one that said it
     * waits a moment for that.
     */
    void closeIfDrained() {
        if (!draining || closing || streams.open() > 0 || streams.controls() > 0) {
            return;
        }
        closing = connection().goAwayReceived();
        ChannelHandlerContext ctx = context();
        flush(ctx);
        if (closing) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> ctx.close());
        } else {
            ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Whether the connection is up; may be called from any thread. */
    boolean isConnected() {
        return context().channel().isActive();
    }

    /** Whether the peer's settings are known. */
    boolean isReady() {
        return ready;
    }

    /** Whether the peer takes extended CONNECT (RFC 8441), as its settings say. */
    boolean takesExtendedConnect() {
        return extendedConnect;
    }

    boolean isDraining() {
        return draining;
    }

    /** Client connections that the end of the tunnel cut. */
    int cut() {
        return cut;
    }

    /** Why the tunnel ends, once that is so; nothing before. */
    String reason() {
        return why == null ? "" : why.detail();
    }

    void close(TunnelEnd.Reason reason, String detail) {
        because(reason, detail);
        context().close();
    }

    private void because(TunnelEnd.Reason reason, String detail) {
        if (why == null) {
            why = new TunnelEnd(reason, detail);
            end.draining();
        }
    }

    private void ping(long data) {
        encoder().writePing(context(), false, data, context().newPromise());
        flushSoon();
    }

    ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("the tunnel is not up yet");
        }
        return context;
    }

    /** What the peer says. */
    private final class Frames extends Http2FrameAdapter {

        @Override
        public int onDataRead(
                ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last) {
            tell(Liveness::received);
            Relay relay = streams.relay(connection().stream(id));
            if (relay == null) {
                int octets = data.readableBytes() + padding;
                Conversation talk = streams.talk(connection().stream(id));
                if (talk != null) {
                    talk.received(data, last);
                }
                return octets;
            }
            relay.received(data, last);
            return padding;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            onHeadersRead(ctx, id, headers, padding, last);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int padding,
                boolean last) {
            Http2Stream stream = connection().stream(id);
            if (stream != null) {
                end.headers(stream, headers, last);
            }
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long code) {
            streams.resetByPeer(connection().stream(id), code);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings received) {
            Long connect = received.get(EXTENDED_CONNECT);
            extendedConnect |= connect != null && connect == 1;
            marks.settings(received);
            ready = true;
            end.ready();
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) {
            tell(live -> live.answered(settingsAt));
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) {
            if (data == PING_ALIVE) {
                tell(Liveness::answered);
            } else if (data == PING_SAMPLE) {
                tell(live -> live.answered(sampleAt));
                streams.roundTripMeasured();
            }
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload) {
            if (marks.received(type, id, flags, payload)) {
                flushSoon();
            }
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int last, long code, ByteBuf debug) {
            String detail =
                    debug.toString(
                            debug.readerIndex(),
                            Math.min(100, debug.readableBytes()),
                            StandardCharsets.US_ASCII);
            because(
                    code == Http2Error.NO_ERROR.code()
                            ? TunnelEnd.Reason.DRAINED
                            : TunnelEnd.Reason.PROTOCOL_ERROR,
                    "the other side said: " + detail.replaceAll("[^ -~]", "?"));
            draining = true;
            ctx.executor().execute(TunnelHandler.this::closeIfDrained);
        }
    }
}
