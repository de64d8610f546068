/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.reveille.server.registry.LookupLog;
import io.reveille.server.registry.Registry;
import io.reveille.server.registry.ServerSettings;
import io.reveille.server.registry.SigningKeys;
import io.reveille.server.registry.WakeDesk;
import io.reveille.server.registry.ZoneDesk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The authoritative name server of the fleet's zone, over UDP and TCP on the same ports. */
public final class DnsServer implements AutoCloseable {
    /** A request is one name and little more; longer ones are cut off and so dropped. */
    static final int MAX_REQUEST = 4096;

    private static final int THREADS = 2;
    private static final int ATTEMPTS_AT_FREE_PORT = 20;
    private static final int BACKLOG = 256;

    private final DnsSettings settings;
    private final FleetDns zone;
    private final TcpQueries tcp;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    THREADS, new DefaultThreadFactory("dns", true), NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<InetSocketAddress> addresses = new ArrayList<>();

    private DnsServer(DnsSettings settings, FleetDns zone) {
        this.settings = settings;
        this.zone = zone;
        this.tcp = new TcpQueries(settings, zone.responder(), zone.transfers(), channels);
    }

    /**
     * Listens on all addresses.
     *
     * @param wakeDesk who wakes gateways, while there is someone who does
     * @throws IllegalStateException if it can't; the message says where and what to do
     */
    public static DnsServer start(
            DnsSettings settings,
            ServerSettings server,
            Registry registry,
            LookupLog lookups,
            SigningKeys vault,
            Supplier<Optional<WakeDesk>> wakeDesk,
            InstantSource clock) {
        DnsServer dns =
                new DnsServer(
                        settings,
                        new FleetDns(
                                settings,
                                new FleetDns.Parts(
                                        server, registry, lookups, vault, wakeDesk, clock)));
        try {
            for (InetAddress address : settings.listen()) {
                dns.addresses.add(dns.listen(address));
            }
            return dns;
        } catch (RuntimeException e) {
            dns.close();
            throw e;
        }
    }

    /** As really bound, in the order of the settings. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** There are HTTPS records for this entry from soon on; none if it is empty. */
    public void https(Optional<HttpsEntry> entry) {
        zone.keeper().https(entry);
    }

    /** The zone for people. */
    public ZoneDesk desk() {
        return new ZoneOffice(
                zone.records(),
                zone.keys(),
                zone.keeper(),
                settings.transfers().secondaries(),
                this::addresses);
    }

    @Override
    public void close() {
        zone.close();
        channels.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private InetSocketAddress listen(InetAddress address) {
        int attempts = settings.port() == 0 ? ATTEMPTS_AT_FREE_PORT : 1;
        for (int attempt = 1; ; attempt++) {
            Channel udp = bound("UDP", bindUdp(new InetSocketAddress(address, settings.port())));
            InetSocketAddress at = (InetSocketAddress) udp.localAddress();
            ChannelFuture stream = bindTcp(at).awaitUninterruptibly();
            if (stream.isSuccess() || attempt == attempts) {
                channels.add(udp);
                channels.add(bound("TCP", stream));
                return at;
            }
            udp.close().awaitUninterruptibly();
        }
    }

    private Channel bound(String protocol, ChannelFuture bind) {
        bind.awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new IllegalStateException(
                    "DNS can't listen on %s port %d of %s: %s. Choose another port, or stop what uses it; ports below 1024 need the capability CAP_NET_BIND_SERVICE"
                            .formatted(
                                    protocol,
                                    settings.port(),
                                    settings.listen(),
                                    bind.cause().getMessage()),
                    bind.cause());
        }
        return bind.channel();
    }

    private ChannelFuture bindUdp(InetSocketAddress address) {
        return new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_REQUEST))
                .handler(new UdpQueries(zone.responder()))
                .bind(address);
    }

    private ChannelFuture bindTcp(InetSocketAddress address) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(tcp)
                .bind(address);
    }
}
