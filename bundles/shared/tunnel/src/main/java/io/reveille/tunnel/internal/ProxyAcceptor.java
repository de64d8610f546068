/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Accepts connections from gateways, as many at a time as may be waiting to prove who they are. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
public final class ProxyAcceptor implements AutoCloseable {

    private static final int MOST_UNPROVEN = 1024;
    private static final int MOST_UNPROVEN_OF_ONE_ADDRESS = 64;
    private static final int BACKLOG = 1024;

    private final TunnelRuntime runtime;
    private final TunnelSettings settings;
    private final TunnelGround ground;
    private final TunnelAdmission admission;
    private final ListeningTls tls;
    private final Newcomers newcomers = new Newcomers(MOST_UNPROVEN, MOST_UNPROVEN_OF_ONE_ADDRESS);
    private final Channel channel;

    private ProxyAcceptor(
            TunnelRuntime runtime,
            TunnelSettings settings,
            TunnelAdmission admission,
            ListeningTls tls,
            InetSocketAddress address)
            throws IOException {
        this.runtime = runtime;
        this.settings = settings;
        this.admission = admission;
        this.tls = tls;
        this.ground = new TunnelGround(settings, runtime.isNative(), GrowthBudget.OF_PROCESS);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(runtime.group())
                        .channel(runtime.listenerType())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel accepted)
                                            throws SSLException {
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
            Supplier<TunnelTls> identity,
            TunnelSettings settings,
            TunnelAdmission admission,
            InetSocketAddress address)
            throws IOException {
        ListeningTls tls = new ListeningTls(identity, runtime.isNative());
        try {
            ProxyAcceptor acceptor = new ProxyAcceptor(runtime, settings, admission, tls, address);
            acceptor.channel.closeFuture().addListener(closed -> tls.release());
            return acceptor;
        } catch (IOException e) {
            tls.release();
            throw e;
        }
    }

    private void accept(Channel accepted) throws SSLException {
        InetAddress from = ((InetSocketAddress) accepted.remoteAddress()).getAddress();
        if (!newcomers.enter(from)) {
            accepted.close();
            return;
        }
        SocketOptions.tunnel(accepted, settings.timings(), runtime.isNative());
        SslHandler handler = tls.newHandler(accepted.alloc());
        handler.setHandshakeTimeout(settings.timings().handshake().toNanos(), TimeUnit.NANOSECONDS);
        accepted.pipeline()
                .addLast(
                        handler,
                        new ProxyHandshake(ground, admission, () -> newcomers.leave(from)));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
