/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.DatagramEnd;
import io.reveille.tunnel.DatagramStream;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamEnd;
import io.reveille.tunnel.StreamRequest;
import io.reveille.tunnel.TunnelLostException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The datagrams of one client at the proxy. */
final class ProxyDatagrams implements DatagramStream, Opening {

    /** Datagrams that may come before the stream can be opened. */
    private static final int MOST_EARLY = 16;

    private final ProxyEnd end;
    private final StreamRequest request;
    private final int port;
    private final Consumer<ByteBuf> fromService;
    private final CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
    private final CompletableFuture<DatagramEnd> ended = new CompletableFuture<>();
    private @Nullable DatagramRelay relay;
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>();
    private long lostEarly;

    ProxyDatagrams(ProxyEnd end, StreamRequest request, int port, Consumer<ByteBuf> fromService) {
        this.end = end;
        this.request = request;
        this.port = port;
        this.fromService = fromService;
    }

    @Override
    public Optional<Http2Stream> start(TunnelStreams tunnel) {
        if (!end.servesDatagrams()) {
            refused(501);
            return Optional.empty();
        }
        Optional<Http2Stream> opened = tunnel.open(DatagramTarget.ask(request, port));
        if (opened.isEmpty()) {
            lost("the tunnel takes no more streams");
        } else {
            DatagramRelay joined = new DatagramRelay(tunnel, opened.get(), fromService, this::over);
            relay = joined;
            while (!early.isEmpty()) {
                joined.send(early.remove());
            }
        }
        return opened;
    }

    @Override
    public void answered(Http2Headers headers) {
        DatagramRelay joined = relay;
        if (joined == null || RequestHeaders.status(headers) < 200) {
            return; // interim answers say nothing
        }
        end.forget(this, joined.stream());
        StreamAnswer said = RequestHeaders.answer(headers);
        answer.complete(said);
        if (!said.isAccepted()) {
            joined.abort(Http2Error.CANCEL);
        }
    }

    @Override
    public void refused(int status) {
        answer.complete(new StreamAnswer(status, ""));
        end(StreamEnd.Kind.ABORTED_HERE);
    }

    @Override
    public void lost(String detail) {
        answer.completeExceptionally(new TunnelLostException(detail));
        end(StreamEnd.Kind.TUNNEL_LOST);
    }

    private void end(StreamEnd.Kind kind) {
        while (!early.isEmpty()) {
            early.remove().release();
        }
        ended.complete(new DatagramEnd(new StreamEnd(kind, 0, 0), false));
    }

    private void over(DatagramEnd how) {
        if (relay != null) {
            end.forget(this, relay.stream());
        }
        answer.completeExceptionally(
                new TunnelLostException("the tunnel gave the stream back: " + how.end().kind()));
        ended.complete(how);
    }

    @Override
    public void send(ByteBuf datagram) {
        if (relay != null) {
            relay.send(datagram);
        } else if (ended.isDone() || early.size() >= MOST_EARLY) {
            lostEarly++;
            datagram.release();
        } else {
            early.add(datagram);
        }
    }

    @Override
    public CompletionStage<StreamAnswer> answer() {
        return answer;
    }

    @Override
    public long octetsUp() {
        return relay == null ? 0 : relay.sent();
    }

    @Override
    public long octetsDown() {
        return relay == null ? 0 : relay.heard();
    }

    @Override
    public long dropped() {
        return lostEarly + (relay == null ? 0 : relay.dropped());
    }

    @Override
    public void close() {
        if (relay != null) {
            relay.close();
        } else if (!ended.isDone()) {
            end.giveUp(this);
            lost("cancelled");
        }
    }

    @Override
    public CompletionStage<DatagramEnd> ended() {
        return ended;
    }
}
