/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.DatagramEnd;
import io.reveille.tunnel.DatagramStream;
import io.reveille.tunnel.StreamEnd;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One stream of datagrams at either end, on the tunnel's event loop. What the tunnel does not take
 * in time is dropped, what comes out of it is handed on at once: it never holds up anything.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class DatagramRelay implements Conversation {

    /** Octets of one stream that may wait for the tunnel, besides one datagram. */
    private static final int MOST_UNSENT = 64 * 1024;

    private final TunnelStreams tunnel;
    private final Http2Stream stream;
    private final Capsules capsules;
    private final Consumer<DatagramEnd> whenOver;
    private final LongAdder sentTotal;
    private boolean over;
    private int unsent;
    private long sent;
    private long heard;
    private long dropped;

    /**
     * @param datagrams gets each payload that comes, to be released by it
     */
    DatagramRelay(
            TunnelStreams tunnel,
            Http2Stream stream,
            Consumer<ByteBuf> datagrams,
            Consumer<DatagramEnd> whenOver) {
        this.tunnel = tunnel;
        this.stream = stream;
        this.whenOver = whenOver;
        this.sentTotal = tunnel.fromTcp();
        this.capsules =
                new Capsules(
                        tunnel.allocator(),
                        datagram -> {
                            heard += datagram.readableBytes();
                            tunnel.toTcp().add(datagram.readableBytes());
                            datagrams.accept(datagram);
                        });
        tunnel.enter(stream, this);
    }

    Http2Stream stream() {
        return stream;
    }

    long sent() {
        return sent;
    }

    long heard() {
        return heard;
    }

    long dropped() {
        return dropped;
    }

    /** Sends a payload; released here. */
    void send(ByteBuf datagram) {
        int length = datagram.readableBytes();
        try {
            if (over) {
                return;
            }
            if (unsent > MOST_UNSENT || length > DatagramStream.LONGEST) {
                dropped++;
                return;
            }
            sent += length;
            sentTotal.add(length);
            ByteBuf capsule = Capsules.encode(tunnel.allocator(), datagram);
            int octets = capsule.readableBytes();
            unsent += octets;
            tunnel.write(stream, capsule, false).addListener(done -> unsent -= octets);
            tunnel.flushSoon();
        } finally {
            datagram.release();
        }
    }

    @Override
    public void received(ByteBuf data, boolean end) {
        if (over) {
            return;
        }
        try {
            capsules.read(data);
            if (end && !over && !capsules.isComplete()) {
                throw new CapsuleException("the stream ended within a capsule");
            }
        } catch (CapsuleException e) {
            abort(Http2Error.PROTOCOL_ERROR);
            return;
        }
        if (end) {
            close();
        }
    }

    /** Ends it in order. */
    void close() {
        if (!over) {
            over(StreamEnd.Kind.COMPLETED, false);
            tunnel.write(stream, Unpooled.EMPTY_BUFFER, true);
            tunnel.flushSoon();
        }
    }

    /** Ends it with an error. */
    void abort(Http2Error error) {
        if (!over) {
            over(StreamEnd.Kind.ABORTED_HERE, false);
            tunnel.reset(stream, error);
        }
    }

    @Override
    public void resetByPeer(long code) {
        over(StreamEnd.Kind.ABORTED_THERE, code == Http2Error.CONNECT_ERROR.code());
    }

    @Override
    public void streamClosed(boolean tunnelLost) {
        over(tunnelLost ? StreamEnd.Kind.TUNNEL_LOST : StreamEnd.Kind.COMPLETED, false);
    }

    private void over(StreamEnd.Kind kind, boolean unreachable) {
        if (over) {
            return;
        }
        over = true;
        capsules.release();
        whenOver.accept(new DatagramEnd(new StreamEnd(kind, sent, heard), unreachable));
        tunnel.leave(this);
    }
}
