/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.ServiceDirectory;
import io.reveille.tunnel.TunnelControl;
import io.reveille.tunnel.TunnelDialException;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** One dial from a gateway to a proxy: steps E and G, side by side on one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
public final class GatewayDial {

    private final TunnelRuntime runtime;
    private final DialingTls tls;
    private final TunnelSettings settings;
    private final ServiceDirectory services;
    private final TunnelControl control;
    private final DialOrder order;
    private final EventLoop loop;
    private final CompletableFuture<GatewayTunnel> up = new CompletableFuture<>();

    public GatewayDial(
            TunnelRuntime runtime,
            DialingTls tls,
            TunnelSettings settings,
            ServiceDirectory services,
            TunnelControl control,
            DialOrder order) {
        this.runtime = runtime;
        this.tls = tls;
        this.settings = settings;
        this.services = services;
        this.control = control;
        this.order = order;
        this.loop = runtime.group().next();
    }

    /**
     * Begins.
     *
     * @param way where to dial, once that is there
     */
    public CompletionStage<GatewayTunnel> start(CompletionStage<InetSocketAddress> way) {
        loop.execute(() -> begin(way));
        return up;
    }

    private void begin(CompletionStage<InetSocketAddress> way) {
        long dialedAt = System.nanoTime();
        Optional<AheadConnection> ahead =
                order.connectAhead()
                        .map(service -> new AheadConnection(loop, service, this::connect));
        try {
            tls.prepare();
        } catch (SSLException e) {
            ahead.ifPresent(AheadConnection::close);
            up.completeExceptionally(
                    new TunnelDialException(
                            TunnelDialException.Stage.HANDSHAKE,
                            "own key or certificate: " + Failures.describe(e),
                            e));
            return;
        }
        way.whenComplete(
                (proxy, failure) ->
                        onLoop(
                                () -> {
                                    if (failure == null) {
                                        dial(order.at(proxy), dialedAt, ahead);
                                    } else {
                                        ahead.ifPresent(AheadConnection::close);
                                        up.completeExceptionally(failure);
                                    }
                                }));
    }

    private void onLoop(Runnable next) {
        if (loop.inEventLoop()) {
            next.run();
            return;
        }
        try {
            loop.execute(next);
        } catch (RejectedExecutionException e) {
            up.completeExceptionally(e); // the runtime has ended, and the connection ahead with it
        }
    }

    private void dial(DialOrder placed, long dialedAt, Optional<AheadConnection> ahead) {
        GatewayEnd end =
                new GatewayEnd(
                        loop,
                        new TunnelGround(
                                settings,
                                runtime.isNative(),
                                new GrowthBudget(settings.limits().growthBudget())),
                        services,
                        control,
                        service ->
                                ahead.flatMap(a -> a.take(service))
                                        .orElseGet(() -> connect(service)),
                        new DatagramSockets(runtime, loop));
        GatewayHandshake handshake =
                new GatewayHandshake(
                        placed, dialedAt, settings.timings().upgrade().toNanos(), end, up);
        new Bootstrap()
                .group(loop)
                .channel(runtime.socketType())
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) throws SSLException {
                                SocketOptions.tunnel(
                                        channel, settings.timings(), runtime.isNative());
                                channel.pipeline().addLast(tlsHandler(channel, placed), handshake);
                                channel.closeFuture()
                                        .addListener(
                                                closed -> ahead.ifPresent(AheadConnection::close));
                            }
                        })
                .connect(placed.proxy())
                .addListener(
                        connected -> {
                            if (!connected.isSuccess()) {
                                up.completeExceptionally(
                                        new TunnelDialException(
                                                TunnelDialException.Stage.CONNECT,
                                                placed.proxy()
                                                        + ": "
                                                        + Failures.describe(connected.cause()),
                                                connected.cause()));
                            }
                        });
    }

    private SslHandler tlsHandler(Channel channel, DialOrder placed) throws SSLException {
        SslHandler handler =
                tls.newHandler(channel.alloc(), placed.serverName(), placed.proxy().getPort());
        handler.setHandshakeTimeout(settings.timings().handshake().toNanos(), TimeUnit.NANOSECONDS);
        return handler;
    }

    private ServiceConnection connect(InetSocketAddress service) {
        return new ServiceConnection(runtime, settings.timings(), loop, service);
    }
}
