/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.reveille.server.registry.Enrolments;
import io.reveille.server.registry.FleetKeys;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The enrolment endpoint: {@code POST /enrol} over TLS 1.3, and nothing else. */
public final class EnrolmentServer implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final int BACKLOG = 128;
    private static final int PATIENCE_SECONDS = 5;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("enrolment", true), NioIoHandler.newFactory());

    /** Its queue is bounded by the connections, each of which asks once. */
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    WORKERS, new DefaultThreadFactory("enrolment-worker", true));

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final InetSocketAddress address;

    private EnrolmentServer(EnrolmentSettings settings, FleetKeys keys, Enrolments enrolments) {
        ServerTls tls = new ServerTls(keys);
        tls.context();
        ChannelFuture bind =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new EnrolmentConnections(
                                        settings, tls, enrolments, workers, channels))
                        .bind(settings.listen())
                        .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            close();
            throw new IllegalStateException(
                    "enrolment can't listen on %s: %s. Choose another enrolment.port, or stop what uses it"
                            .formatted(settings.listen(), bind.cause().getMessage()),
                    bind.cause());
        }
        channels.add(bind.channel());
        address = (InetSocketAddress) bind.channel().localAddress();
    }

    /**
     * Listens.
     *
     * @throws IllegalStateException if it can't; the message says why and what to do
     */
    public static EnrolmentServer start(
            EnrolmentSettings settings, FleetKeys keys, Enrolments enrolments) {
        return new EnrolmentServer(settings, keys, enrolments);
    }

    /** As really bound. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdown();
        try {
            workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
