/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.reveille.tunnel.TunnelRuntime;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A listener that puts each client, from its first moment, on the event loop of the tunnel that it
 * will go through, where there is one, so that nothing is handed from thread to thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a client that cannot be registered is closed
final class NearListener extends ChannelInboundHandlerAdapter {

    private static final int BACKLOG = 1024;
    private static final int PAUSE_SECONDS = 1;

    private final TunnelRuntime runtime;
    private final Supplier<Optional<EventLoop>> near;
    private final Consumer<Channel> receive;

    private NearListener(
            TunnelRuntime runtime, Supplier<Optional<EventLoop>> near, Consumer<Channel> receive) {
        this.runtime = runtime;
        this.near = near;
        this.receive = receive;
    }

    /**
     * Listens.
     *
     * @param near the event loop for a client that comes now; any if empty
     * @param receive takes each client when it is initialised
     */
    static ChannelFuture bind(
            TunnelRuntime runtime,
            SocketAddress address,
            Supplier<Optional<EventLoop>> near,
            Consumer<Channel> receive) {
        ServerChannel listener = runtime.newListener();
        listener.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        listener.config().setOption(ChannelOption.SO_REUSEADDR, true);
        listener.pipeline().addLast(new NearListener(runtime, near, receive));
        ChannelFuture registered = runtime.group().register(listener).awaitUninterruptibly();
        return registered.isSuccess() ? listener.bind(address) : registered;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel client = (Channel) message;
        client.pipeline()
                .addLast(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                receive.accept(channel);
                            }
                        });
        near.get()
                .orElseGet(() -> runtime.group().next())
                .register(client)
                .addListener(
                        registered -> {
                            if (!registered.isSuccess()) {
                                client.unsafe().closeForcibly();
                            }
                        });
    }

    /** Out of file descriptors: others may be closed in a moment. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(false);
            ctx.channel()
                    .eventLoop()
                    .schedule(
                            () -> ctx.channel().config().setAutoRead(true),
                            PAUSE_SECONDS,
                            TimeUnit.SECONDS);
        }
    }
}
