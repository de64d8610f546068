/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.reveille.crypto.Octets;
import io.reveille.crypto.TlsIdentity;
import io.reveille.protocol.SealedRequest;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelListener;
import io.reveille.tunnel.TunnelRequest;
import io.reveille.tunnel.TunnelRuntime;
import io.reveille.tunnel.TunnelSettings;
import io.reveille.tunnel.TunnelTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The fleet's proxy: a real tunnel listener that knows the sessions that it was told. */
final class TestProxy implements TunnelAdmission, AutoCloseable {
    final Queue<TunnelRequest> requests = new ConcurrentLinkedQueue<>();
    final BlockingQueue<ProxyTunnel> tunnels = new LinkedBlockingQueue<>();
    final AtomicInteger turnAway = new AtomicInteger();
    volatile CompletionStage<Boolean> gate = CompletableFuture.completedStage(true);

    private final Map<Octets, SealedRequest> sessions = new ConcurrentHashMap<>();
    private final TunnelRuntime runtime = TunnelRuntime.startPortable(1);
    private final TunnelListener listener;

    TestProxy(TestFleet fleet) throws IOException {
        this(fleet, 0);
    }

    TestProxy(TestFleet fleet, int port) throws IOException {
        TlsIdentity server = fleet.server();
        listener =
                TunnelListener.bind(
                        runtime,
                        new TunnelTls(server.privateKey(), server.chain(), fleet.ca.certificate()),
                        TunnelSettings.defaults(),
                        this,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    int port() {
        return listener.address().getPort();
    }

    /** Awaits the tunnel of this request. */
    SealedRequest expect(SealedRequest request) {
        sessions.put(request.sessionId().octets(), request);
        return request;
    }

    @Override
    public CompletionStage<Boolean> admit(TunnelRequest request) {
        requests.add(request);
        SealedRequest known = sessions.get(Octets.of(request.credential().sessionId()));
        boolean right =
                known != null
                        && request.credential().hasToken(known.token().toArray())
                        && turnAway.getAndUpdate(n -> Math.max(0, n - 1)) == 0;
        return gate.thenApply(open -> open && right);
    }

    @Override
    public void opened(TunnelRequest request, ProxyTunnel tunnel) {
        tunnels.add(tunnel);
    }

    @Override
    public void refused(InetSocketAddress remote, String reason) {}

    ProxyTunnel nextTunnel() throws Exception {
        ProxyTunnel tunnel = tunnels.poll(30, TimeUnit.SECONDS);
        if (tunnel == null) {
            throw new TimeoutException("no tunnel came up");
        }
        return tunnel;
    }

    /** A client's connection to a service through a tunnel. */
    Socket client(ProxyTunnel tunnel, String service) throws IOException {
        InetSocketAddress address = entry(tunnel, service);
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** A port whose connections go to a service through a tunnel. */
    InetSocketAddress entry(ProxyTunnel tunnel, String service) {
        Channel entry =
                new ServerBootstrap()
                        .group(tunnel.eventLoop())
                        .channel(runtime.listenerType())
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel client) {
                                        join(tunnel, service, client);
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .syncUninterruptibly()
                        .channel();
        return (InetSocketAddress) entry.localAddress();
    }

    private static void join(ProxyTunnel tunnel, String service, Channel client) {
        ClientStream stream = tunnel.open(service, "a test", Unpooled.EMPTY_BUFFER);
        stream.answer()
                .whenComplete(
                        (answer, failure) -> {
                            if (answer != null && answer.isAccepted()) {
                                stream.relay(client);
                            } else {
                                client.close().addListener(ChannelFutureListener.CLOSE);
                            }
                        });
    }

    @Override
    public void close() {
        listener.close();
        runtime.close();
    }
}
