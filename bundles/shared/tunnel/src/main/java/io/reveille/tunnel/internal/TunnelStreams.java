/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.EventExecutor;
import io.reveille.tunnel.TunnelLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The streams of one tunnel, each with its {@link Relay}, and what they do to the connection. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class TunnelStreams {

    private static final int SEND_AHEAD_OF_ALL = 4 * 1024 * 1024;
    private static final int LEAST_SEND_AHEAD = 64 * 1024;
    private static final int MOST_SEND_AHEAD = 512 * 1024;

    private final TunnelHandler tunnel;
    private final TunnelLimits limits;
    private final WindowGrowth growth;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey relayKey;
    private final Http2Connection.PropertyKey talkKey;
    private final Set<Relay> relays = new LinkedHashSet<>();
    private final Set<ControlStream> controls = new LinkedHashSet<>();
    private final Set<DatagramRelay> datagrams = new LinkedHashSet<>();
    private final List<Relay> unflushed = new ArrayList<>();
    private final LongAdder fromTcp = new LongAdder();
    private final LongAdder toTcp = new LongAdder();
    private final LongAdder held = new LongAdder();
    private boolean roundTripOver;

    TunnelStreams(TunnelHandler tunnel, TunnelLimits limits, GrowthBudget budget) {
        this.tunnel = tunnel;
        this.limits = limits;
        this.growth = new WindowGrowth(limits, budget);
        this.connection = tunnel.connection();
        this.relayKey = connection.newKey();
        this.talkKey = connection.newKey();
        connection.addListener(
                new Http2ConnectionAdapter() {
                    @Override
                    public void onStreamClosed(Http2Stream stream) {
                        boolean lost = !tunnel.context().channel().isActive();
                        Relay relay = relay(stream);
                        if (relay != null) {
                            relay.streamClosed(lost);
                        }
                        Conversation talk = talk(stream);
                        if (talk != null) {
                            talk.streamClosed(lost);
                        }
                    }
                });
    }

    /** Octets that all TCP connections together have given. */
    LongAdder fromTcp() {
        return fromTcp;
    }

    /** Octets that all TCP connections together have taken. */
    LongAdder toTcp() {
        return toTcp;
    }

    /**
     * Octets that lie here: taken from the TCP connections and not yet by the tunnel's socket, or
     * the other way round.
     */
    LongAdder held() {
        return held;
    }

    TunnelLimits limits() {
        return limits;
    }

    ByteBufAllocator allocator() {
        return tunnel.context().alloc();
    }

    /** Connections served, those included whose stream has ended but not yet their TCP side. */
    int open() {
        return relays.size() + datagrams.size();
    }

    /** How many octets one stream may queue for the tunnel. */
    int sendAhead() {
        int share = SEND_AHEAD_OF_ALL / Math.max(1, relays.size());
        return Math.max(LEAST_SEND_AHEAD, Math.min(MOST_SEND_AHEAD, share));
    }

    @Nullable Relay relay(@Nullable Http2Stream stream) {
        return stream == null ? null : stream.getProperty(relayKey);
    }

    @Nullable Conversation talk(@Nullable Http2Stream stream) {
        return stream == null ? null : stream.getProperty(talkKey);
    }

    @Nullable ControlStream control(@Nullable Http2Stream stream) {
        return talk(stream) instanceof ControlStream control ? control : null;
    }

    /** Control streams; they do not count as connections served. */
    int controls() {
        return controls.size();
    }

    void enter(Http2Stream stream, ControlStream control) {
        stream.setProperty(talkKey, control);
        controls.add(control);
    }

    void leave(Http2Stream stream, ControlStream control) {
        stream.removeProperty(talkKey);
        controls.remove(control);
        tunnel.closeIfDrained();
    }

    EventExecutor loop() {
        return tunnel.context().executor();
    }

    void enter(Http2Stream stream, Relay relay) {
        stream.setProperty(relayKey, relay);
        relays.add(relay);
        tunnel.streamsChanged(open());
    }

    void enter(Http2Stream stream, DatagramRelay relay) {
        stream.setProperty(talkKey, relay);
        datagrams.add(relay);
        tunnel.streamsChanged(open());
    }

    void leave(DatagramRelay relay) {
        datagrams.remove(relay);
        tunnel.streamsChanged(open());
    }

    void leave(Relay relay) {
        relays.remove(relay);
        growth.left(relay);
        tunnel.streamsChanged(open());
    }

    /** Whether the peer takes one more stream now. */
    boolean mayOpen() {
        return !tunnel.isDraining()
                && open() < limits.maxStreams()
                && connection.local().canOpenStream();
    }

    /** Opens a stream; empty if the connection is no more, or has used up its stream ids. */
    Optional<Http2Stream> open(Http2Headers headers) {
        ChannelHandlerContext ctx = tunnel.context();
        int id = connection.local().incrementAndGetNextStreamId();
        if (id < 0 || !ctx.channel().isActive()) {
            return Optional.empty();
        }
        tunnel.encoder().writeHeaders(ctx, id, headers, 0, false, ctx.newPromise());
        tunnel.flushSoon();
        return Optional.ofNullable(connection.stream(id));
    }

    void headers(Http2Stream stream, Http2Headers headers, boolean last) {
        ChannelHandlerContext ctx = tunnel.context();
        tunnel.encoder().writeHeaders(ctx, stream.id(), headers, 0, last, ctx.newPromise());
        tunnel.flushSoon();
    }

    ChannelFuture write(Http2Stream stream, ByteBuf data, boolean last) {
        ChannelHandlerContext ctx = tunnel.context();
        return tunnel.encoder()
                .writeData(ctx, stream.id(), data, 0, last, ctx.newPromise())
                .addListener(done -> tunnel.progressed());
    }

    void reset(Http2Stream stream, Http2Error error) {
        ChannelHandlerContext ctx = tunnel.context();
        if (stream.state() != Http2Stream.State.CLOSED && ctx.channel().isActive()) {
            tunnel.resetStream(ctx, stream.id(), error.code(), ctx.newPromise());
            tunnel.flushSoon();
        }
    }

    /** The peer reset a stream. */
    void resetByPeer(@Nullable Http2Stream stream, long code) {
        Relay relay = relay(stream);
        if (relay != null) {
            relay.resetByPeer();
        }
        Conversation talk = talk(stream);
        if (talk != null) {
            talk.resetByPeer(code);
        }
    }

    /** A stream's reader took octets: the peer may send as many more. */
    void consumed(Relay relay, int octets) {
        try {
            if (tunnel.decoder().flowController().consumeBytes(relay.stream(), octets)) {
                tunnel.flushSoon();
            }
        } catch (Http2Exception e) {
            tunnel.onError(tunnel.context(), false, e);
        }
        if (growth.consumed(relay, octets)) {
            growth.sampleBegins(relays);
            tunnel.measureRoundTrip();
        }
    }

    /** The PING is answered; what came with the answer still counts for {@link WindowGrowth}. */
    void roundTripMeasured() {
        roundTripOver = true;
    }

    private void grow(Relay relay, int delta) {
        try {
            if (relay.stream().state() != Http2Stream.State.CLOSED) {
                tunnel.decoder().flowController().incrementWindowSize(relay.stream(), delta);
            }
        } catch (Http2Exception e) {
            tunnel.onError(tunnel.context(), false, e);
        }
    }

    void flushSoon() {
        tunnel.flushSoon();
    }

    /** Flushes a TCP connection once this batch of frames has been read. */
    void flushLater(Relay relay) {
        unflushed.add(relay);
    }

    /** A batch of frames has been read. */
    void flush() {
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
        if (roundTripOver) {
            roundTripOver = false;
            growth.sampleEnds(relays, this::grow);
        }
    }
}
