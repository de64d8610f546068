/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.netty.channel.ChannelHandler.Sharable;
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
    private final ChannelGroup channels;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> openByAsker = new ConcurrentHashMap<>();

    TcpQueries(DnsSettings settings, Responder responder, ChannelGroup channels) {
        this.settings = settings;
        this.responder = responder;
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
        channel.pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(
                                DnsServer.MAX_REQUEST + LENGTH_FIELD,
                                0,
                                LENGTH_FIELD,
                                0,
                                LENGTH_FIELD))
                // behind the decoder: only whole requests count as signs of life
                .addLast(
                        new ReadTimeoutHandler(
                                settings.tcpIdle().toMillis(), TimeUnit.MILLISECONDS))
                .addLast(new LengthFieldPrepender(LENGTH_FIELD))
                .addLast(new TcpConnection(responder, asker));
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
}
