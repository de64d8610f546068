/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.reveille.tunnel.HalfClosure;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that its client gets to read what it is told last: whatever it still says is
 * taken and dropped for a moment, because a reset would throw the answer away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
public final class LastWords extends ChannelInboundHandlerAdapter {

    private static final int LINGER_SECONDS = 2;

    private LastWords() {}

    /** To be called on the connection's event loop. */
    public static void say(Channel client, ByteBuf words) {
        client.pipeline().addLast(new LastWords());
        Future<?> end =
                client.eventLoop().schedule(() -> client.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        client.closeFuture().addListener(closed -> end.cancel(false));
        client.writeAndFlush(words).addListener(written -> ended(client));
        client.config().setAutoRead(true);
    }

    private static void ended(Channel client) {
        HalfClosure.endOutput(client);
        if (HalfClosure.isInputEnded(client)) {
            client.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent
                && ((DuplexChannel) ctx.channel()).isOutputShutdown()) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
