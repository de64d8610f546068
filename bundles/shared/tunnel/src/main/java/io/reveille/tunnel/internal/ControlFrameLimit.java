/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose peer makes this end answer (PING, SETTINGS, marks, frames that call for
 * RST_STREAM) but does not read the answers (RFC 9113 section 10.5).
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ControlFrameLimit extends DecoratingHttp2ConnectionEncoder {

    private final int most;
    private int waiting;
    private boolean exceeded;
    private @Nullable Http2LifecycleManager lifecycle;

    ControlFrameLimit(Http2ConnectionEncoder delegate, int most) {
        super(delegate);
        this.most = most;
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager lifecycleManager) {
        lifecycle = lifecycleManager;
        super.lifecycleManager(lifecycleManager);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
        return admit(ctx, promise) ? super.writeSettingsAck(ctx, promise) : promise;
    }

    @Override
    public ChannelFuture writePing(
            ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
        return !ack || admit(ctx, promise) ? super.writePing(ctx, ack, data, promise) : promise;
    }

    @Override
    public ChannelFuture writeFrame(
            ChannelHandlerContext ctx,
            byte type,
            int streamId,
            Http2Flags flags,
            ByteBuf payload,
            ChannelPromise promise) {
        if (flags.ack() && !admit(ctx, promise)) {
            payload.release();
            return promise;
        }
        return super.writeFrame(ctx, type, streamId, flags, payload, promise);
    }

    @Override
    public ChannelFuture writeRstStream(
            ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
        return admit(ctx, promise)
                ? super.writeRstStream(ctx, streamId, errorCode, promise)
                : promise;
    }

    private boolean admit(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!exceeded && waiting >= most) {
            ctx.flush();
        }
        if (!exceeded && waiting >= most && lifecycle != null) {
            exceeded = true;
            lifecycle.onError(
                    ctx,
                    true,
                    Http2Exception.connectionError(
                            Http2Error.ENHANCE_YOUR_CALM, "more than %d answers not read", most));
            ctx.close();
        }
        if (exceeded) {
            return false;
        }
        waiting++;
        promise.addListener(done -> waiting--);
        return true;
    }
}
