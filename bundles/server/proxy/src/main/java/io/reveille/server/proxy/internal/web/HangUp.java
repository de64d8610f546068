/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.timeout.IdleStateEvent;

/** Closes a connection whose client says nothing more, or nothing for long. */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
final class HangUp extends ChannelInboundHandlerAdapter {

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof IdleStateEvent) {
            ctx.close();
        }
    }

    /** What is wrong by HTTP/2, its codec answers; to close before would say that nothing is. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
            ctx.close();
        }
    }
}
