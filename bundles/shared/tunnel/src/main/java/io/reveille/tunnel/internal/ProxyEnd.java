/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.TunnelEnd;
import io.reveille.tunnel.TunnelSettings;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The proxy's end of a tunnel that is up. */
final class ProxyEnd implements TunnelHandler.End, ProxyTunnel {

    private final EventLoop loop;
    private final int mostWaiting;
    private final Consumer<ProxyTunnel> whenUp;
    private final TunnelHandler handler;
    private final CompletableFuture<TunnelEnd> ended = new CompletableFuture<>();
    private final Map<Http2Stream, ProxyStream> unanswered = new HashMap<>();
    private final ArrayDeque<ProxyStream> waiting = new ArrayDeque<>();
    private volatile int streams;
    private volatile boolean open = true;

    ProxyEnd(EventLoop loop, TunnelSettings settings, boolean epoll, Consumer<ProxyTunnel> whenUp) {
        this.loop = loop;
        this.mostWaiting = settings.limits().maxStreams();
        this.whenUp = whenUp;
        this.handler = TunnelCodec.proxy(settings, epoll, this);
    }

    TunnelHandler handler() {
        return handler;
    }

    void started() {
        whenUp.accept(this);
    }

    @Override
    public ClientStream open(String authority, String client, ByteBuf first) {
        ProxyStream stream = new ProxyStream(this, authority, client, first.retainedSlice());
        if (!isOpen()) {
            stream.lost("the tunnel is closing");
        } else if (waiting.isEmpty() && handler.streams().mayOpen()) {
            start(stream);
        } else if (waiting.size() < mostWaiting) {
            waiting.add(stream);
        } else {
            stream.busy();
        }
        return stream;
    }

    private void start(ProxyStream stream) {
        stream.start(handler.streams()).ifPresent(opened -> unanswered.put(opened, stream));
    }

    private void startWaiting() {
        while (open && !waiting.isEmpty() && handler.streams().mayOpen()) {
            start(waiting.remove());
        }
    }

    /** A stream needs no answer any more. */
    void forget(ProxyStream stream, Http2Stream opened) {
        unanswered.remove(opened, stream);
    }

    /** A stream that waits for its turn gives up. */
    void giveUp(ProxyStream stream) {
        waiting.remove(stream);
    }

    @Override
    public void headers(Http2Stream stream, Http2Headers headers, boolean end) {
        ProxyStream answered = unanswered.get(stream);
        if (answered != null) {
            answered.answered(headers);
        }
    }

    @Override
    public void ready() {
        startWaiting();
    }

    @Override
    public void streams(int now) {
        streams = now;
        if (!waiting.isEmpty()) {
            loop.execute(this::startWaiting);
        }
    }

    @Override
    public void draining() {
        close("the tunnel is closing");
    }

    private void close(String detail) {
        open = false;
        while (!waiting.isEmpty()) {
            waiting.remove().lost(detail);
        }
    }

    @Override
    public void ended(TunnelEnd end) {
        close(end.detail());
        ended.complete(end);
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public boolean isOpen() {
        // streams are told of the end before the tunnel is; who then looks for another must not
        // find this one
        return open && handler.isConnected();
    }

    @Override
    public CompletionStage<TunnelEnd> ended() {
        return ended;
    }

    @Override
    public int openStreams() {
        return streams;
    }

    @Override
    public long octetsUp() {
        return handler.streams().fromTcp().sum();
    }

    @Override
    public long octetsDown() {
        return handler.streams().toTcp().sum();
    }

    @Override
    public void drain() {
        open = false;
        loop.execute(
                () -> {
                    close("the proxy is draining");
                    handler.drain(TunnelEnd.Reason.DRAINED, "draining");
                });
    }

    @Override
    public void close() {
        open = false;
        loop.execute(() -> handler.close(TunnelEnd.Reason.CLOSED, "closed by the proxy"));
    }
}
