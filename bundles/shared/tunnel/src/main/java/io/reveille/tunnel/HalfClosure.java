/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;

/**
 * Ends one direction of a connection: TCP's FIN, and before it TLS's {@code close_notify} where the
 * connection carries TLS (RFC 8446 section 6.1).
 */
public final class HalfClosure {

    private static final AttributeKey<Boolean> INPUT_ENDED =
            AttributeKey.valueOf(HalfClosure.class, "input ended");

    private HalfClosure() {}

    /** Nothing more will be written. To be called on the connection's event loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
    public static void endOutput(Channel connection) {
        SslHandler tls = connection.pipeline().get(SslHandler.class);
        if (tls == null) {
            ((DuplexChannel) connection).shutdownOutput();
        } else {
            tls.closeOutbound().addListener(sent -> ((DuplexChannel) connection).shutdownOutput());
        }
    }

    /** Whether the peer has said that it will write nothing more. */
    public static boolean isInputEnded(Channel connection) {
        return ((DuplexChannel) connection).isInputShutdown() || connection.hasAttr(INPUT_ENDED);
    }

    /**
     * To follow the {@link SslHandler} in the pipeline of a connection that allows half-closure:
     * makes {@code close_notify} the {@link ChannelInputShutdownEvent}, and closes a connection
     * that ends without, because somebody may have cut it.
     */
    public static ChannelHandler afterTls() {
        return new AfterTls();
    }

    private static final class AfterTls extends ChannelInboundHandlerAdapter {

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            boolean ended = ctx.channel().hasAttr(INPUT_ENDED);
            if (event instanceof SslCloseCompletionEvent close) {
                if (close.isSuccess() && !ended) {
                    ctx.channel().attr(INPUT_ENDED).set(true);
                    ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                }
            } else if (!(event instanceof ChannelInputShutdownEvent)) {
                ctx.fireUserEventTriggered(event);
            } else if (!ended) {
                ctx.close();
            }
        }
    }
}
