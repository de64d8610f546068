/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Settings;
import io.reveille.tunnel.TunnelLimits;

/** Puts an HTTP/2 connection together, with its limits. */
final class TunnelCodec extends AbstractHttp2ConnectionHandlerBuilder<TunnelHandler, TunnelCodec> {

    private static final int HEADER_LIST = 8 * 1024;
    private static final int UNREAD_ANSWERS = 10_000;

    /** More resets than any crowd of clients brings about: 20 000 in half a minute. */
    private static final int RESETS = 20_000;

    private static final int RESETS_SECONDS = 30;

    private final TunnelGround ground;
    private final TunnelEvents end;
    private final Marks marks = new Marks();

    private TunnelCodec(TunnelGround ground, TunnelEvents end) {
        this.ground = ground;
        this.end = end;
    }

    /** The gateway's end: the HTTP/2 server. */
    static TunnelHandler gateway(TunnelGround ground, TunnelEvents end) {
        TunnelLimits limits = ground.settings().limits();
        Http2Settings initial = common(limits).maxConcurrentStreams(limits.maxStreams());
        initial.put(TunnelHandler.EXTENDED_CONNECT, Long.valueOf(1));
        return new TunnelCodec(ground, end).assemble(true, initial);
    }

    /** The proxy's end: the HTTP/2 client. */
    static TunnelHandler proxy(TunnelGround ground, TunnelEvents end) {
        Http2Settings initial =
                common(ground.settings().limits()).pushEnabled(false).maxConcurrentStreams(0);
        return new TunnelCodec(ground, end).assemble(false, initial);
    }

    private static Http2Settings common(TunnelLimits limits) {
        Http2Settings initial =
                new Http2Settings()
                        .initialWindowSize(limits.streamWindow())
                        .maxFrameSize(limits.frameSize())
                        .maxHeaderListSize(HEADER_LIST);
        initial.put(Marks.SETTING, Long.valueOf(1));
        return initial;
    }

    private TunnelHandler assemble(boolean server, Http2Settings initial) {
        DefaultHttp2Connection connection = new DefaultHttp2Connection(server);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(
                                connection, new Turns(connection, marks)));
        connection
                .local()
                .flowController(
                        new DefaultHttp2LocalFlowController(
                                connection,
                                DefaultHttp2LocalFlowController.DEFAULT_WINDOW_UPDATE_RATIO,
                                true));
        Http2FrameReader reader =
                new StreamingFrameReader(
                        new DefaultHttp2FrameReader(
                                new DefaultHttp2HeadersDecoder(true, HEADER_LIST)));
        Http2ConnectionEncoder encoder =
                new ControlFrameLimit(
                        new DefaultHttp2ConnectionEncoder(
                                connection, new DefaultHttp2FrameWriter()),
                        UNREAD_ANSWERS);
        return initialSettings(initial)
                .decoderEnforceMaxRstFramesPerWindow(RESETS, RESETS_SECONDS)
                .codec(new DefaultHttp2ConnectionDecoder(connection, encoder, reader), encoder)
                .build();
    }

    @Override
    protected TunnelHandler build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initial) {
        return new TunnelHandler(decoder, encoder, initial, ground, marks, end);
    }
}
