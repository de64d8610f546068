/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.reveille.tunnel.TunnelTimings;
import java.time.Duration;

/** How the sockets at both ends are set up. */
public final class SocketOptions {

    private static final int KIB = 1024;
    private static final WriteBufferWaterMark RELAYED_WATERMARK =
            new WriteBufferWaterMark(128 * KIB, 512 * KIB);
    private static final WriteBufferWaterMark DATAGRAM_WATERMARK =
            new WriteBufferWaterMark(64 * KIB, 256 * KIB);

    /** What the kernel keeps for one who does not read; of itself it would take 4 MiB. */
    private static final long UNSENT = 128 * KIB;

    private static final int LONGEST_DATAGRAM = 65_535;
    private static final int TUNNEL_READ = 256 * KIB;
    private static final int RELAYED_READ = 64 * KIB;
    private static final int READS = 4;
    private static final int LEAST_USER_TIMEOUT = 5_000;
    private static final int KEEPALIVE_IDLE_SECONDS = 300;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 30;
    private static final int KEEPALIVE_PROBES = 4;

    private SocketOptions() {}

    /**
     * A connection that a client or a service has at its end of the tunnel; reads only when told
     * to.
     */
    public static void relayed(Channel channel, boolean epoll) {
        ChannelConfig config = channel.config();
        config.setAllocator(PooledByteBufAllocator.DEFAULT);
        config.setAutoRead(false);
        config.setWriteBufferWaterMark(RELAYED_WATERMARK);
        config.setRecvByteBufAllocator(reads(RELAYED_READ));
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        if (epoll) { // who vanished is noticed in 7 minutes
            config.setOption(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
            config.setOption(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS);
            config.setOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);
            config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT);
        }
    }

    /** A UDP socket: datagrams are read whole, up to the longest. */
    public static void datagrams(Bootstrap bootstrap) {
        bootstrap
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, DATAGRAM_WATERMARK)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(LONGEST_DATAGRAM));
    }

    static void service(Bootstrap bootstrap, TunnelTimings timings, boolean epoll) {
        if (epoll) {
            bootstrap.option(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT);
        }
        bootstrap
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, RELAYED_WATERMARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads(RELAYED_READ))
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(timings.service()));
    }

    /** The connection that carries a tunnel. */
    static void tunnel(Channel channel, TunnelTimings timings, boolean epoll) {
        ChannelConfig config = channel.config();
        config.setAllocator(PooledByteBufAllocator.DEFAULT);
        config.setRecvByteBufAllocator(reads(TUNNEL_READ));
        config.setWriteBufferWaterMark(RELAYED_WATERMARK);
        config.setConnectTimeoutMillis(millis(timings.connect()));
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        if (epoll) { // what the peer does not acknowledge in this time will not arrive any more
            config.setOption(
                    EpollChannelOption.TCP_USER_TIMEOUT,
                    Math.max(LEAST_USER_TIMEOUT, millis(timings.pingTimeout())));
            config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) RELAYED_WATERMARK.high());
        }
    }

    private static RecvByteBufAllocator reads(int most) {
        return new AdaptiveRecvByteBufAllocator(2 * KIB, Math.min(most, 32 * KIB), most)
                .maxMessagesPerRead(READS);
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }
}
