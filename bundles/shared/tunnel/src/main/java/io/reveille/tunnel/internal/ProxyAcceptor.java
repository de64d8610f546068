/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Accepts connections from gateways, as many at a time as may be waiting to prove who they are. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
public final class ProxyAcceptor implements AutoCloseable {

    private static final int MOST_UNPROVEN = 1024;
    private static final int MOST_UNPROVEN_OF_ONE_ADDRESS = 64;
    private static final int BACKLOG = 1024;

    private final TunnelRuntime runtime;
    private final TunnelSettings settings;
    private final TunnelAdmission admission;
    private final SslContext context;
    private final Newcomers newcomers = new Newcomers(MOST_UNPROVEN, MOST_UNPROVEN_OF_ONE_ADDRESS);
    private final Channel channel;

    private ProxyAcceptor(
            TunnelRuntime runtime,
            TunnelSettings settings,
            TunnelAdmission admission,
            SslContext context,
            InetSocketAddress address)
            throws IOException {
        this.runtime = runtime;
        this.settings = settings;
        this.admission = admission;
        this.context = context;
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(runtime.group())
                        .channel(runtime.listenerType())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        accept(accepted);
                                    }
                                });
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen at " + address + ": " + Failures.describe(bound.cause()),
                    bound.cause());
        }
        this.channel = bound.channel();
    }

    /** Listens; see {@link io.reveille.tunnel.TunnelListener#bind}. */
    public static ProxyAcceptor bind(
            TunnelRuntime runtime,
            TunnelTls tls,
            TunnelSettings settings,
            TunnelAdmission admission,
            InetSocketAddress address)
            throws IOException {
        SslContext context = TlsContexts.listening(tls, runtime.isNative(), Clock.systemUTC());
        try {
            ProxyAcceptor acceptor =
                    new ProxyAcceptor(runtime, settings, admission, context, address);
            acceptor.channel
                    .closeFuture()
                    .addListener(closed -> ReferenceCountUtil.release(context));
            return acceptor;
        } catch (IOException e) {
            ReferenceCountUtil.release(context);
            throw e;
        }
    }

    private void accept(Channel accepted) {
        InetAddress from = ((InetSocketAddress) accepted.remoteAddress()).getAddress();
        if (!newcomers.enter(from)) {
            accepted.close();
            return;
        }
        SocketOptions.tunnel(accepted, settings.timings(), runtime.isNative());
        SslHandler tls = context.newHandler(accepted.alloc());
        tls.setHandshakeTimeout(settings.timings().handshake().toNanos(), TimeUnit.NANOSECONDS);
        accepted.pipeline()
                .addLast(
                        tls,
                        new ProxyHandshake(
                                settings,
                                runtime.isNative(),
                                admission,
                                () -> newcomers.leave(from)));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
