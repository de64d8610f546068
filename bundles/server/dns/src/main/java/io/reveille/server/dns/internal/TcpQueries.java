/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * DNS over TCP (RFC 7766): any number of requests one after another, answered in order. A
 * connection that brings no whole request for a while is closed, and so is one too many.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel
@Sharable
final class TcpQueries extends ChannelInitializer<SocketChannel> {
    private static final int LENGTH_FIELD = 2;

    private final DnsSettings settings;
    private final Responder responder;
    private final ZoneTransfers transfers;
    private final ChannelGroup channels;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> openByAsker = new ConcurrentHashMap<>();

    TcpQueries(
            DnsSettings settings,
            Responder responder,
            ZoneTransfers transfers,
            ChannelGroup channels) {
        this.settings = settings;
        this.responder = responder;
        this.transfers = transfers;
        this.channels = channels;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetAddress asker = channel.remoteAddress().getAddress();
        channel.closeFuture().addListener(closed -> release(asker));
        if (!admit(asker)) {
            channel.close();
            return;
        }
        channels.add(channel);
        TcpConnection connection = new TcpConnection(responder, transfers, asker);
        channel.pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(
                                DnsServer.MAX_REQUEST + LENGTH_FIELD,
                                0,
                                LENGTH_FIELD,
                                0,
                                LENGTH_FIELD))
                // behind the decoder: only whole requests count as signs of life
                .addLast(new Silence(connection))
                .addLast(new LengthFieldPrepender(LENGTH_FIELD))
                .addLast(connection);
    }

    /** Counts the connection in any case; it is released when it closes. */
    private boolean admit(InetAddress asker) {
        int all = open.incrementAndGet();
        int own = openByAsker.merge(asker, 1, Integer::sum);
        return all <= settings.tcpConnections()
                && own <= Math.max(1, settings.tcpConnections() / 4);
    }

    private void release(InetAddress asker) {
        open.decrementAndGet();
        openByAsker.computeIfPresent(asker, (address, count) -> count == 1 ? null : count - 1);
    }

    /** Hangs up on who asks for nothing and gets nothing. */
    private final class Silence extends ReadTimeoutHandler {
        private final TcpConnection connection;

        Silence(TcpConnection connection) {
            super(settings.tcpIdle().toMillis(), TimeUnit.MILLISECONDS);
            this.connection = connection;
        }

        @Override
        protected void readTimedOut(ChannelHandlerContext context) throws Exception {
            if (!connection.isTransferring()) {
                super.readTimedOut(context);
            }
        }
    }
}
