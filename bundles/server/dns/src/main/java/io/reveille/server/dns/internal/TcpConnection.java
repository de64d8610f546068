/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.reveille.server.dns.internal.Responder.Transport;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection. Whoever asks but does not listen is not read further. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel
final class TcpConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    private final Responder responder;
    private final ZoneTransfers transfers;
    private final InetAddress asker;
    private Iterator<byte[]> outgoing = Collections.emptyIterator();

    TcpConnection(Responder responder, ZoneTransfers transfers, InetAddress asker) {
        this.responder = responder;
        this.transfers = transfers;
        this.asker = asker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
        byte[] octets = ByteBufUtil.getBytes(request);
        Optional<Iterator<byte[]>> transfer = transfers.open(octets);
        if (transfer.isPresent()) {
            if (outgoing.hasNext()) { // one at a time
                context.close();
                return;
            }
            outgoing = transfer.get();
            pump(context);
            return;
        }
        Optional<byte[]> response = responder.respond(octets, Transport.TCP, asker);
        if (response.isPresent()) {
            context.write(Unpooled.wrappedBuffer(response.get()));
        } else {
            context.close();
        }
    }

    /** As much of a transfer as the connection takes now. */
    private void pump(ChannelHandlerContext context) {
        while (outgoing.hasNext() && context.channel().isWritable()) {
            context.writeAndFlush(Unpooled.wrappedBuffer(outgoing.next()));
        }
    }

    /** Whether a transfer is under way, so that silence is no reason to hang up. */
    boolean isTransferring() {
        return outgoing.hasNext();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        pump(context);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("DNS connection from {} ends: {}", asker, cause.toString());
        context.close();
    }
}
