/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelTimings;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A connection to one of the terminal's services: step E when it is begun, step F when the service
 * has accepted it. It does not read until it is taken over.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ServiceConnection {

    private final ChannelFuture connecting;
    private final Holder holder = new Holder();
    private final long startedAt = System.nanoTime();
    private long connectedAt = startedAt;

    ServiceConnection(
            TunnelRuntime runtime,
            TunnelTimings timings,
            EventLoop loop,
            InetSocketAddress service) {
        Bootstrap bootstrap =
                new Bootstrap().group(loop).channel(runtime.socketType()).handler(holder);
        SocketOptions.service(bootstrap, timings, runtime.isNative());
        connecting = bootstrap.connect(service);
        connecting.addListener(done -> connectedAt = System.nanoTime());
    }

    /** Calls back, on the event loop, once it is known whether the service accepts. */
    void whenDecided(Consumer<Boolean> accepted) {
        connecting.addListener(done -> accepted.accept(done.isSuccess()));
    }

    /** Whether the service accepted the connection and has ended it already. */
    boolean isStale() {
        return connecting.isSuccess() && !connecting.channel().isActive();
    }

    /**
     * Hands the connection, once accepted, to the relay, with what the service has sent already.
     *
     * @param before what stands between the two
     */
    void handTo(Relay relay, Optional<ChannelHandler> before) {
        Channel channel = connecting.channel();
        channel.pipeline().remove(holder);
        if (before.isPresent()) {
            handTo(relay, channel, before.get());
            return;
        }
        while (!holder.early.isEmpty()) {
            relay.send(holder.early.remove());
        }
        relay.attach(channel);
    }

    /** The handler stands between: what the service has sent already passes it. */
    private void handTo(Relay relay, Channel channel, ChannelHandler before) {
        channel.pipeline().addLast(before);
        relay.attach(channel);
        while (!holder.early.isEmpty()) {
            channel.pipeline().fireChannelRead(holder.early.remove());
        }
    }

    /** Gives the connection, or the attempt, up. */
    void close() {
        connecting.cancel(false);
        connecting.channel().close();
    }

    /**
     * The ages of step E and, if it came, step F, as the answer's {@code reveille-steps} field has
     * them.
     */
    String steps() {
        String e = "e=" + millisSince(startedAt);
        return connecting.isSuccess() ? e + ",f=" + millisSince(connectedAt) : e;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /**
     * Stands in for the relay. Nothing is read meanwhile, with one exception: epoll reads once when
     * the service ends its side.
     */
    private static final class Holder extends ChannelInboundHandlerAdapter {

        private final ArrayDeque<ByteBuf> early = new ArrayDeque<>();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            early.add((ByteBuf) message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            while (!early.isEmpty()) {
                early.remove().release();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
