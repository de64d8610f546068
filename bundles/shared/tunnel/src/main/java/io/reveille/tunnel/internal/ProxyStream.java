/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.StreamAnswer;
import io.reveille.tunnel.StreamEnd;
import io.reveille.tunnel.StreamRequest;
import io.reveille.tunnel.TunnelLostException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One client connection at the proxy: asks the gateway for the service, and lets the octets flow.
 */
final class ProxyStream implements ClientStream, Opening {

    private final ProxyEnd end;
    private final StreamRequest request;
    private final CompletableFuture<StreamAnswer> answer = new CompletableFuture<>();
    private final CompletableFuture<StreamEnd> ended = new CompletableFuture<>();
    private final ArrayDeque<ByteBuf> first = new ArrayDeque<>();
    private @Nullable Relay relay;

    ProxyStream(ProxyEnd end, StreamRequest request, ByteBuf first) {
        this.end = end;
        this.request = request;
        this.first.add(first);
    }

    @Override
    public Optional<Http2Stream> start(TunnelStreams tunnel) {
        Optional<Http2Stream> opened = tunnel.open(RequestHeaders.connect(request));
        if (opened.isEmpty()) {
            lost("the tunnel takes no more streams");
            return opened;
        }
        Relay joined = new Relay(tunnel, opened.get(), this::over);
        relay = joined;
        while (!first.isEmpty()) {
            send(first.remove());
        }
        return opened;
    }

    @Override
    public void answered(Http2Headers headers) {
        int status = RequestHeaders.status(headers);
        if (relay == null || status < 200) {
            return; // interim answers say nothing
        }
        end.forget(this, relay.stream());
        answer.complete(RequestHeaders.answer(headers));
        if (status != 200) {
            relay.abortHere();
        }
    }

    @Override
    public void refused(int status) {
        releaseFirst();
        answer.complete(new StreamAnswer(status, ""));
        ended.complete(new StreamEnd(StreamEnd.Kind.ABORTED_HERE, 0, 0, ""));
    }

    @Override
    public void lost(String detail) {
        releaseFirst();
        answer.completeExceptionally(new TunnelLostException(detail));
        ended.complete(new StreamEnd(StreamEnd.Kind.TUNNEL_LOST, 0, 0, detail));
    }

    private void over(StreamEnd.Kind kind) {
        Relay joined = relay;
        if (joined == null) {
            return;
        }
        end.forget(this, joined.stream());
        if (!answer.isDone()) {
            answer.completeExceptionally(
                    new TunnelLostException("the tunnel gave the stream back: " + kind));
        }
        String reason = kind == StreamEnd.Kind.TUNNEL_LOST ? end.handler().reason() : "";
        ended.complete(new StreamEnd(kind, joined.fromTcp(), joined.toTcp(), reason));
    }

    private void releaseFirst() {
        while (!first.isEmpty()) {
            first.remove().release();
        }
    }

    @Override
    public void send(ByteBuf octets) {
        if (ended.isDone() || !octets.isReadable()) {
            octets.release();
        } else if (relay == null) {
            first.add(octets);
        } else {
            relay.send(octets);
        }
    }

    @Override
    public CompletionStage<StreamAnswer> answer() {
        return answer;
    }

    @Override
    public void relay(Channel connection) {
        if (relay == null) {
            TcpAbort.abort(connection);
        } else {
            relay.attach(connection);
        }
    }

    @Override
    public long octetsUp() {
        return relay == null ? 0 : relay.fromTcp();
    }

    @Override
    public long octetsDown() {
        return relay == null ? 0 : relay.toTcp();
    }

    @Override
    public void cancel() {
        if (relay != null) {
            relay.abortHere();
        } else {
            end.giveUp(this);
            lost("cancelled");
        }
    }

    @Override
    public CompletionStage<StreamEnd> ended() {
        return ended;
    }
}
