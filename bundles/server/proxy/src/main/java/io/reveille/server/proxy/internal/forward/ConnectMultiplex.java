/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.reveille.server.proxy.internal.Newcomers;
import io.reveille.server.registry.ClientIdentity;
import java.util.Optional;

/**
 * A connection by HTTP/2 that asks for several others, each a stream (RFC 9113 section 8.5).
 *
 * <p>As long as nobody on it has been let in, it may send as much as a connection may that says
 * nothing of windows; from then on each stream as much as a stream may, so that one whose service
 * does not read holds up none of the others.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
final class ConnectMultiplex extends ChannelInboundHandlerAdapter {

    private static final int MOST_STREAMS = 100;
    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int STREAM_WINDOW = 128 * 1024;
    private static final int MOST_RESETS = 200;
    private static final int RESETS_SECONDS = 30;
    private static final int IDLE_SECONDS = 600;

    private final Http2FrameCodec codec;
    private boolean settled;

    private ConnectMultiplex(Http2FrameCodec codec) {
        this.codec = codec;
    }

    /** Serves a connection of which nothing has been read. */
    static void begin(Channel client, Optional<ClientIdentity> shown, ConnectDesk desk) {
        Http2FrameCodec codec =
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(
                                Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(MOST_STREAMS)
                                        .maxHeaderListSize(LONGEST_HEADERS)
                                        .initialWindowSize(STREAM_WINDOW))
                        .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                        .build();
        ConnectMultiplex whole = new ConnectMultiplex(codec);
        client.pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(codec)
                .addLast(
                        new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline()
                                                .addLast(
                                                        new ConnectStream(
                                                                stream,
                                                                shown,
                                                                desk,
                                                                () -> whole.settle(client)));
                                    }
                                }))
                .addLast(whole);
    }

    /** Someone on it has been let in. */
    private void settle(Channel client) {
        if (!settled) {
            settled = true;
            Newcomers.settled(client);
            client.writeAndFlush(new DefaultHttp2WindowUpdateFrame(MOST_STREAMS * STREAM_WINDOW));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean quiet =
                event instanceof IdleStateEvent && codec.connection().numActiveStreams() == 0;
        if (quiet || event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    /** What is wrong by HTTP/2, its codec answers. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
            ctx.close();
        }
    }
}
