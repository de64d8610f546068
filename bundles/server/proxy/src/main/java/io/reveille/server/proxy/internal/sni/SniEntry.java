/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.reveille.server.proxy.SniOptions;
import io.reveille.server.proxy.WebOptions;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Entry;
import io.reveille.server.proxy.internal.Newcomers;
import io.reveille.server.proxy.internal.web.Gate;
import io.reveille.server.proxy.internal.web.WebEntry;
import io.reveille.tunnel.TunnelRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port for clients that name their service by TLS. */
public final class SniEntry implements Entry {

    private static final Logger LOG = LoggerFactory.getLogger(SniEntry.class);
    private static final int BACKLOG = 1024;
    private static final int MOST_NEWCOMERS = 1024;
    private static final int MOST_OF_ONE = 128;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int LOOK_SECONDS = 5;

    private final TunnelRuntime runtime;
    private final Executor work;
    private final SniOptions options;
    private final SniGround ground;
    private final Newcomers newcomers = new Newcomers(MOST_NEWCOMERS, MOST_OF_ONE, HANDSHAKE);
    private @Nullable Channel listener;
    private @Nullable Future<?> looks;

    private SniEntry(
            TunnelRuntime runtime, Executor work, SniOptions options, Gate gate, WebEntry web) {
        this.runtime = runtime;
        this.work = work;
        this.options = options;
        this.ground =
                new SniGround(
                        options,
                        new Certificates(options, runtime.description().contains("BoringSSL")),
                        gate,
                        gate.reception(),
                        web,
                        gate.authority());
    }

    /** The entry for HTTP, and this one, which leads to it. */
    public static List<Entry> withWeb(
            WebOptions options, Gate gate, TunnelRuntime runtime, Executor work) {
        WebEntry web = new WebEntry(runtime, gate, gate.reception(), options.address());
        return List.of(web, new SniEntry(runtime, work, options.sni(), gate, web));
    }

    @Override
    public String name() {
        return "sni";
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(listener)
                .map(listening -> (InetSocketAddress) listening.localAddress());
    }

    @Override
    public void start() throws IOException {
        if (options.listen().isEmpty()) {
            return;
        }
        ground.certificates().look();
        looks =
                runtime.group()
                        .scheduleWithFixedDelay(
                                () -> work.execute(ground.certificates()::look),
                                LOOK_SECONDS,
                                LOOK_SECONDS,
                                TimeUnit.SECONDS);
        InetSocketAddress address = options.listen().get();
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(runtime.group())
                        .channel(runtime.listenerType())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel client) {
                                        receive(client);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "sni.port %d cannot be listened at: %s: choose another sni.port, or -1 to do without"
                            .formatted(address.getPort(), bound.cause().getMessage()),
                    bound.cause());
        }
        listener = bound.channel();
        LOG.info("sni: clients are received at {}", bound.channel().localAddress());
    }

    private void receive(Channel client) {
        if (ground.reception().enter(client)
                && newcomers.enter(client, Caller.at(client).address().getAddress())) {
            client.pipeline().addLast(new HelloPrelude(ground, client));
            client.config().setAutoRead(true);
        }
    }

    @Override
    public void close() {
        if (looks != null) {
            looks.cancel(false);
        }
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
    }
}
