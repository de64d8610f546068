/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.timeout.IdleStateHandler;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Entry;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.tunnel.TunnelRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP from clients, in clear on a port of its own or behind what has decrypted it. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
public final class WebEntry implements Entry {

    private static final Logger LOG = LoggerFactory.getLogger(WebEntry.class);
    private static final int BACKLOG = 1024;
    private static final int MOST_STREAMS = 16;
    private static final int LONGEST_HEADERS = 32 * 1024;
    private static final int IDLE_SECONDS = 600;

    private final TunnelRuntime runtime;
    private final WebGround ground;
    private final Optional<InetSocketAddress> listen;
    private @Nullable Channel listener;

    /**
     * The entry, not yet started.
     *
     * @param listen where to listen in clear; nowhere if empty
     */
    public WebEntry(
            TunnelRuntime runtime,
            Gate gate,
            Reception reception,
            Optional<InetSocketAddress> listen) {
        this.runtime = runtime;
        this.ground = new WebGround(gate, reception, new WaitingRoom(reception));
        this.listen = listen;
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public void start() throws IOException {
        if (listen.isEmpty()) {
            return;
        }
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
                                        if (ground.reception().enter(client)) {
                                            http1(client, Optional.empty(), false);
                                            client.config().setAutoRead(true);
                                        }
                                    }
                                })
                        .bind(listen.get())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "web.port %d cannot be listened at: %s: choose another web.port, or leave web.listen empty to do without"
                            .formatted(listen.get().getPort(), bound.cause().getMessage()),
                    bound.cause());
        }
        listener = bound.channel();
        LOG.info("web: clients are received at {}", bound.channel().localAddress());
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(listener)
                .map(listening -> (InetSocketAddress) listening.localAddress());
    }

    /**
     * Serves a connection by HTTP/1.1 from now on.
     *
     * @param known whom its certificate shows, if it has one
     * @param https whether what it says came encrypted
     */
    public void http1(Channel client, Optional<ClientIdentity> known, boolean https) {
        WebGuest guest = guest(client, known, https, () -> {});
        client.pipeline().addLast(new Http1Front(guest, client));
    }

    /** Serves an encrypted connection by HTTP/2 from now on, as {@link #http1}. */
    public void http2(Channel client, Optional<ClientIdentity> known) {
        WebGuest guest = guest(client, known, true, new Http2Window(client));
        client.closeFuture().addListener(closed -> guest.legs().close());
        client.pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(
                        Http2FrameCodecBuilder.forServer()
                                .initialSettings(
                                        Http2Settings.defaultSettings()
                                                .maxConcurrentStreams(MOST_STREAMS)
                                                .maxHeaderListSize(LONGEST_HEADERS))
                                .build())
                .addLast(
                        new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline().addLast(new Http2Front(guest, stream));
                                    }
                                }))
                .addLast(new HangUp());
    }

    private WebGuest guest(
            Channel client, Optional<ClientIdentity> known, boolean https, Runnable welcome) {
        EventLoop loop = client.eventLoop();
        Legs legs = new Legs(ground.reception(), loop);
        return new WebGuest(ground, Caller.at(client), known, https, loop, legs, welcome);
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
    }
}
