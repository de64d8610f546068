/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Future;
import io.reveille.tunnel.ServiceDirectory;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of one client at the gateway: a UDP socket of its own, connected to the service, so
 * that nothing but the service is heard.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class GatewayDatagrams {

    /** Datagrams that may come before the socket is there. */
    private static final int MOST_EARLY = 8;

    private final TunnelStreams tunnel;
    private final Http2Stream stream;
    private final DatagramRelay relay;
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>();
    private final long askedAt = System.nanoTime();
    private @Nullable Channel socket;
    private boolean over;

    GatewayDatagrams(TunnelStreams tunnel, Http2Stream stream) {
        this.tunnel = tunnel;
        this.stream = stream;
        this.relay = new DatagramRelay(tunnel, stream, this::toService, end -> over());
    }

    /** Whether the proxy asks for datagrams (RFC 8441 section 4). */
    static boolean isAskedFor(Http2Headers headers) {
        return headers.contains(DatagramTarget.PROTOCOL);
    }

    /** Begins with what the proxy asked. */
    void start(Http2Headers asked, boolean end, ServiceDirectory services, DatagramSockets opener) {
        Optional<DatagramTarget> target = DatagramTarget.of(asked);
        if (target.isEmpty() || end) {
            refuse("400");
            return;
        }
        Optional<InetSocketAddress> address =
                services.resolveDatagrams(target.get().host())
                        .or(() -> services.resolveDatagrams(target.get().authority()));
        if (address.isEmpty()) {
            refuse("404");
            return;
        }
        ChannelFuture opening = opener.open(address.get(), new FromService());
        opening.addListener(done -> opened(opening.channel(), done));
    }

    private void opened(Channel channel, Future<?> done) {
        if (over) {
            channel.close();
        } else if (done.isSuccess()) {
            socket = channel;
            Http2Headers answer =
                    new DefaultHttp2Headers()
                            .status("200")
                            .set(DatagramTarget.CAPSULES, "?1")
                            .set(Upgrade.STEPS, "e=" + millisSince(askedAt));
            tunnel.headers(stream, answer, false);
            while (!early.isEmpty()) {
                toService(early.remove());
            }
        } else {
            refuse("502");
        }
    }

    private void refuse(String status) {
        tunnel.headers(stream, new DefaultHttp2Headers().status(status), true);
        relay.abort(Http2Error.NO_ERROR); // RFC 9113 section 8.1: no need to send more
    }

    private void toService(ByteBuf datagram) {
        Channel channel = socket;
        if (over) {
            datagram.release();
        } else if (channel == null && early.size() < MOST_EARLY) {
            early.add(datagram);
        } else if (channel == null || !channel.isWritable()) {
            datagram.release();
        } else {
            channel.writeAndFlush(datagram).addListener(done -> failed(done.cause()));
        }
    }

    /** A datagram too long for the way to the service is lost, like any that is lost under way. */
    private void failed(@Nullable Throwable failure) {
        if (failure instanceof PortUnreachableException || failure instanceof ConnectException) {
            relay.abort(Http2Error.CONNECT_ERROR);
        }
    }

    private void over() {
        over = true;
        while (!early.isEmpty()) {
            early.remove().release();
        }
        if (socket != null) {
            socket.close();
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** What the service sends. */
    private final class FromService extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            relay.send(packet.content().retain());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failed(cause);
        }
    }
}
