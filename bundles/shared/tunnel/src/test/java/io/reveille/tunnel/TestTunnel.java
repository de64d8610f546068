/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.reveille.tunnel.internal.TcpAbort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A proxy and a gateway of one fleet, in one process, with real sockets between. */
final class TestTunnel implements AutoCloseable, TunnelAdmission {

    static final TunnelCredential CREDENTIAL = TunnelCredential.of(new byte[16], new byte[32]);

    final TestFleet fleet;
    final TunnelRuntime runtime;
    final TunnelSettings settings;
    final Map<String, InetSocketAddress> services = new ConcurrentHashMap<>();
    final Map<String, InetSocketAddress> datagramServices = new ConcurrentHashMap<>();
    final Map<String, ServiceGuard> guards = new ConcurrentHashMap<>();
    final Queue<TunnelRequest> requests = new ConcurrentLinkedQueue<>();
    final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    final Queue<StreamAnswer> answers = new ConcurrentLinkedQueue<>();
    final Queue<StreamEnd> streamEnds = new ConcurrentLinkedQueue<>();
    final BlockingQueue<ProxyTunnel> opened = new LinkedBlockingQueue<>();
    final Map<TunnelCredential, Boolean> credentials = new ConcurrentHashMap<>();
    private final Queue<GatewayTunnel> tunnels = new ConcurrentLinkedQueue<>();
    final TunnelListener listener;
    volatile TunnelControl control = TunnelControl.none();

    TestTunnel(TestFleet fleet, TunnelRuntime runtime, TunnelSettings settings) throws IOException {
        this(fleet, fleet.server(), runtime, settings);
    }

    TestTunnel(TestFleet fleet, TunnelTls server, TunnelRuntime runtime, TunnelSettings settings)
            throws IOException {
        this(fleet, () -> server, runtime, settings);
    }

    TestTunnel(
            TestFleet fleet,
            Supplier<TunnelTls> server,
            TunnelRuntime runtime,
            TunnelSettings settings)
            throws IOException {
        this.fleet = fleet;
        this.runtime = runtime;
        this.settings = settings;
        this.listener =
                TunnelListener.bind(
                        runtime,
                        server,
                        settings,
                        this,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        credentials.put(CREDENTIAL, true);
    }

    @Override
    public CompletionStage<Boolean> admit(TunnelRequest request) {
        requests.add(request);
        boolean known = credentials.remove(request.credential()) != null;
        return CompletableFuture.completedStage(known && request.commonName().equals("gw1"));
    }

    @Override
    public void opened(TunnelRequest request, ProxyTunnel tunnel) {
        opened.add(tunnel);
    }

    @Override
    public void refused(InetSocketAddress remote, String reason) {
        refusals.add(reason);
    }

    DialOrder order(InetSocketAddress proxy) {
        return new DialOrder(
                proxy, TestFleet.SERVER_NAME, CREDENTIAL, System.nanoTime(), Optional.empty());
    }

    TunnelDialer dialer() {
        return dialer(fleet.gateway("gw1"));
    }

    TunnelDialer dialer(TunnelTls tls, Clock clock) {
        return new TunnelDialer(runtime, tls, settings, offered(), control, clock);
    }

    private ServiceDirectory offered() {
        return new ServiceDirectory() {
            @Override
            public Optional<InetSocketAddress> resolve(String authority) {
                return Optional.ofNullable(services.get(authority));
            }

            @Override
            public Optional<InetSocketAddress> resolveDatagrams(String authority) {
                return Optional.ofNullable(datagramServices.get(authority));
            }

            @Override
            public Optional<ServiceGuard> guard(String authority) {
                return Optional.ofNullable(guards.get(authority));
            }
        };
    }

    TunnelDialer dialer(TunnelTls tls) {
        return dialer(tls, Clock.systemUTC());
    }

    /** Both ends of a tunnel that is up. */
    record Ends(GatewayTunnel gateway, ProxyTunnel proxy) {}

    Ends up() throws Exception {
        return up(order(listener.address()));
    }

    Ends up(DialOrder order) throws Exception {
        GatewayTunnel gateway = get(dialer().dial(order));
        ProxyTunnel proxy = opened.poll(10, TimeUnit.SECONDS);
        tunnels.add(gateway);
        if (proxy == null) {
            throw new TimeoutException("the proxy has no tunnel");
        }
        return new Ends(gateway, proxy);
    }

    /** A port at the proxy whose connections go to one service through the tunnel. */
    InetSocketAddress entry(ProxyTunnel tunnel, String service) {
        Channel entry =
                new ServerBootstrap()
                        .group(tunnel.eventLoop())
                        .channel(runtime.listenerType())
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

    private void join(ProxyTunnel tunnel, String service, Channel client) {
        runtime.prepare(client);
        ClientStream stream = tunnel.open(service, "a test", Unpooled.EMPTY_BUFFER);
        client.pipeline()
                .addLast(
                        "early",
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object octets) {
                                stream.send((ByteBuf) octets);
                            }
                        });
        stream.ended().thenAccept(streamEnds::add);
        stream.answer()
                .whenComplete(
                        (answer, failure) -> {
                            if (answer != null) {
                                answers.add(answer);
                            }
                            if (answer != null && answer.isAccepted()) {
                                client.pipeline().remove("early");
                                stream.relay(client);
                            } else {
                                TcpAbort.abort(client);
                            }
                        });
    }

    /** For people: what did not go well. */
    String refusals() {
        return "answers: %s, ends: %s"
                .formatted(
                        answers.stream().filter(answer -> !answer.isAccepted()).toList(),
                        streamEnds.stream()
                                .filter(end -> end.kind() != StreamEnd.Kind.COMPLETED)
                                .toList());
    }

    static Socket connect(InetSocketAddress to) throws IOException {
        Socket socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        listener.close();
        for (GatewayTunnel tunnel : tunnels) {
            tunnel.close();
            tunnel.ended().toCompletableFuture().join();
        }
    }
}
