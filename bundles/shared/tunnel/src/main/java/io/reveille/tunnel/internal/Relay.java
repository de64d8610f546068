/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.reveille.tunnel.HalfClosure;
import io.reveille.tunnel.StreamEnd;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins one stream of a tunnel and one TCP connection, both on the same event loop. Half-close
 * becomes END_STREAM and back, an abort RST_STREAM and back.
 *
 * <p>Backpressure: octets from the tunnel count as consumed, and so open the stream's window again,
 * only once the TCP socket has taken them; the TCP connection is read only while few enough octets
 * wait for the tunnel.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Relay extends ChannelInboundHandlerAdapter {

    private final TunnelStreams tunnel;
    private final Http2Stream stream;
    private final Consumer<StreamEnd.Kind> whenOver;
    private final Backlog backlog = new Backlog();
    private @Nullable Channel tcp;

    private boolean over;
    private boolean streamDone; // both directions of the stream ended in order
    private boolean tcpEnded; // end of input seen on the TCP connection
    private boolean streamEnded; // END_STREAM received
    private boolean finSent;
    private boolean flushDue;
    private int unwritten; // octets given to the TCP connection, not yet taken by its socket
    private int unsent; // octets given to the tunnel, not yet taken by its socket

    private long fromTcp;
    private long toTcp;

    private int window;
    private int consumedSinceSample;

    Relay(TunnelStreams tunnel, Http2Stream stream, Consumer<StreamEnd.Kind> whenOver) {
        this.tunnel = tunnel;
        this.stream = stream;
        this.whenOver = whenOver;
        this.window = tunnel.limits().streamWindow();
        tunnel.enter(stream, this);
    }

    Http2Stream stream() {
        return stream;
    }

    /** Octets read from the TCP connection. */
    long fromTcp() {
        return fromTcp;
    }

    /** Octets taken by the TCP connection's socket. */
    long toTcp() {
        return toTcp;
    }

    // ---- the TCP connection

    /**
     * Takes the connection over. It must be on the tunnel's event loop and not be reading by
     * itself.
     */
    void attach(Channel connection) {
        if (over) {
            TcpAbort.abort(connection);
            return;
        }
        tcp = connection;
        connection.pipeline().addLast(this);
        if (!connection.isActive()) {
            abortHere();
            return;
        }
        pour(connection);
        if (!over && HalfClosure.isInputEnded(connection)) {
            endOfTcp();
        }
        if (!over) {
            connection.config().setAutoRead(true);
        }
    }

    /** Sends octets towards the tunnel that were read before the connection was attached. */
    void send(ByteBuf data) {
        if (over || tcpEnded) {
            data.release();
            return;
        }
        forward(data);
        tunnel.flushSoon();
    }

    private void forward(ByteBuf data) {
        int length = data.readableBytes();
        fromTcp += length;
        tunnel.fromTcp().add(length);
        unsent += length;
        tunnel.held().add(length);
        tunnel.write(stream, data, false).addListener(done -> sent(length, done));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (over || tcpEnded) {
            ReferenceCountUtil.release(message);
            return;
        }
        forward((ByteBuf) message);
        if (unsent >= tunnel.sendAhead()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        tunnel.flushSoon();
    }

    private void sent(int length, Future<?> done) {
        unsent -= length;
        tunnel.held().add(-length);
        Channel connection = tcp;
        if (done.isSuccess()
                && !over
                && !tcpEnded
                && connection != null
                && unsent <= tunnel.sendAhead() / 2) {
            connection.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            endOfTcp();
        }
    }

    private void endOfTcp() {
        if (over || tcpEnded) {
            return;
        }
        tcpEnded = true;
        tunnel.write(stream, Unpooled.EMPTY_BUFFER, true);
        tunnel.flushSoon();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            pour(ctx.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        abortHere();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        abortHere();
    }

    // ---- the stream

    /** Takes octets from the tunnel; the buffer stays the caller's. */
    void received(ByteBuf data, boolean end) {
        if (over) {
            tunnel.consumed(this, data.readableBytes());
            return;
        }
        streamEnded |= end;
        tunnel.held().add(data.readableBytes());
        Channel connection = tcp;
        if (connection == null || !backlog.isEmpty() || !connection.isWritable()) {
            if (data.isReadable()) {
                backlog.add(tunnel.allocator(), data);
            }
        } else if (data.isReadable()) {
            write(connection, data.retain());
        }
        if (connection != null && !flushDue) {
            flushDue = true;
            tunnel.flushLater(this);
        }
    }

    /** Writes what waited, as far as the socket takes it. */
    private void pour(Channel connection) {
        while (!over && !backlog.isEmpty()) {
            if (!connection.isWritable()) {
                connection.flush();
                if (!connection.isWritable()) {
                    return;
                }
            }
            write(connection, backlog.remove());
        }
        if (!over) {
            connection.flush();
            endOfStream(connection);
        }
    }

    private void write(Channel connection, ByteBuf data) {
        int length = data.readableBytes();
        unwritten += length;
        connection.write(data).addListener(done -> written(length, done));
    }

    /** Called once for every batch read from the tunnel. */
    void flush() {
        flushDue = false;
        Channel connection = tcp;
        if (over || connection == null) {
            return;
        }
        connection.flush();
        endOfStream(connection);
    }

    private void written(int length, Future<?> done) {
        unwritten -= length;
        tunnel.held().add(-length);
        tunnel.consumed(this, length);
        Channel connection = tcp;
        if (over || connection == null) {
            return;
        }
        if (!done.isSuccess()) {
            abortHere();
            return;
        }
        toTcp += length;
        tunnel.toTcp().add(length);
        endOfStream(connection);
    }

    private void endOfStream(Channel connection) {
        if (over || !streamEnded || finSent || unwritten > 0 || !backlog.isEmpty()) {
            return;
        }
        finSent = true;
        if (!streamDone || !tcpEnded) { // else closing says the same
            HalfClosure.endOutput(connection);
        }
        completeIfDone();
    }

    // ---- the end

    private void completeIfDone() {
        if (!over && streamDone && finSent && tcpEnded) {
            over(StreamEnd.Kind.COMPLETED);
            if (tcp != null) {
                tcp.close();
            }
        }
    }

    /** The TCP connection broke, or is no longer wanted. */
    void abortHere() {
        if (over) {
            return;
        }
        over(StreamEnd.Kind.ABORTED_HERE);
        tunnel.reset(stream, Http2Error.CANCEL);
        if (tcp != null) {
            TcpAbort.abort(tcp);
        }
    }

    /** The answer, which ends the stream, has been sent; whatever else comes in is dropped. */
    void refuse() {
        if (!over) {
            over(StreamEnd.Kind.ABORTED_HERE);
            tunnel.reset(stream, Http2Error.NO_ERROR); // RFC 9113 section 8.1: no need to send more
        }
    }

    /** The peer sent RST_STREAM. */
    void resetByPeer() {
        endWithAbort(StreamEnd.Kind.ABORTED_THERE);
    }

    /** The stream is no more, in order or not. */
    void streamClosed(boolean tunnelLost) {
        if (tunnelLost) {
            endWithAbort(StreamEnd.Kind.TUNNEL_LOST);
        } else if (tcpEnded && streamEnded) {
            streamDone = true;
            completeIfDone();
        } else {
            endWithAbort(StreamEnd.Kind.ABORTED_THERE);
        }
    }

    private void endWithAbort(StreamEnd.Kind kind) {
        if (over) {
            return;
        }
        over(kind);
        if (tcp != null) {
            TcpAbort.abort(tcp);
        }
    }

    private void over(StreamEnd.Kind kind) {
        over = true;
        tunnel.held().add(-backlog.octets());
        backlog.release();
        whenOver.accept(kind);
        tunnel.leave(this);
    }

    // ---- the stream's window, for WindowGrowth

    int window() {
        return window;
    }

    void window(int octets) {
        window = octets;
    }

    int consumedSinceSample() {
        return consumedSinceSample;
    }

    void consumedSinceSample(int octets) {
        consumedSinceSample = octets;
    }
}
