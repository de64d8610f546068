/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.reveille.server.dns.internal.Responder.Transport;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One datagram in, one out or none. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel
final class UdpQueries extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(UdpQueries.class);

    private final Responder responder;

    UdpQueries(Responder responder) {
        this.responder = responder;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        InetAddress asker = packet.sender().getAddress();
        // what can't be sent now is dropped: the client asks again
        if (packet.sender().getPort() != 0 && context.channel().isWritable()) {
            responder
                    .respond(ByteBufUtil.getBytes(packet.content()), Transport.UDP, asker)
                    .ifPresent(
                            response ->
                                    context.writeAndFlush(
                                            new DatagramPacket(
                                                    Unpooled.wrappedBuffer(response),
                                                    packet.sender())));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a datagram could not be answered", cause);
    }
}
