/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.reveille.server.dns.internal.Responder.Transport;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection. Whoever asks but does not listen is not read further. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel
final class TcpConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    private final Responder responder;
    private final InetAddress asker;

    TcpConnection(Responder responder, InetAddress asker) {
        this.responder = responder;
        this.asker = asker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
        Optional<byte[]> response =
                responder.respond(ByteBufUtil.getBytes(request), Transport.TCP, asker);
        if (response.isPresent()) {
            context.write(Unpooled.wrappedBuffer(response.get()));
        } else {
            context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("DNS connection from {} ends: {}", asker, cause.toString());
        context.close();
    }
}
