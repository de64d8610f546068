/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A terminal's page that is alive: it talks with the terminal over a WebSocket, and reports by a
 * request of its own what came of it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class MeterPage implements AutoCloseable {
    private static final String PAGE =
            """
            <!doctype html>
            <title>Meter</title>
            <p id="reading">waiting</p>
            <script>
              const socket = new WebSocket(location.origin.replace("http", "ws") + "/live");
              socket.onopen = () => socket.send("reading, please");
              socket.onmessage = event => {
                document.getElementById("reading").textContent = event.data;
                fetch("/seen", { method: "POST", body: location.hostname + ": " + event.data });
              };
              socket.onerror = () => fetch("/seen", { method: "POST", body: "no WebSocket" });
            </script>
            """;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Channel listening;

    MeterPage() {
        listening =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(),
                                                        new HttpObjectAggregator(64 * 1024),
                                                        new WebSocketServerProtocolHandler("/live"),
                                                        new Live(),
                                                        new Pages());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** What browsers report. */
    BlockingQueue<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        loops.shutdownGracefully().syncUninterruptibly();
    }

    private static final class Live extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String answer =
                    frame.text().equals("reading, please") ? "21.5 degrees" : "not understood";
            ctx.writeAndFlush(new TextWebSocketFrame(answer));
        }
    }

    private final class Pages extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            boolean report = request.uri().equals("/seen");
            if (report) {
                seen.add(request.content().toString(UTF_8));
            }
            var body = Unpooled.copiedBuffer(report ? "" : PAGE, UTF_8);
            var response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }
}
