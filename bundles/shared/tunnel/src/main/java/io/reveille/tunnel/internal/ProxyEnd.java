/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.reveille.tunnel.ClientStream;
import io.reveille.tunnel.DatagramStream;
import io.reveille.tunnel.ProxyTunnel;
import io.reveille.tunnel.StreamRequest;
import io.reveille.tunnel.TunnelControl;
import io.reveille.tunnel.TunnelControlException;
import io.reveille.tunnel.TunnelEnd;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The proxy's end of a tunnel that is up. */
final class ProxyEnd implements TunnelEvents, ProxyTunnel {

    private final EventLoop loop;
    private final int mostWaiting;
    private final Consumer<ProxyTunnel> whenUp;
    private final TunnelHandler handler;
    private final CompletableFuture<TunnelEnd> ended = new CompletableFuture<>();
    private final Map<Http2Stream, Opening> unanswered = new HashMap<>();
    private final ArrayDeque<Opening> waiting = new ArrayDeque<>();
    private volatile int streams;
    private volatile int cut;
    private volatile boolean open = true;

    ProxyEnd(EventLoop loop, TunnelGround ground, Consumer<ProxyTunnel> whenUp) {
        this.loop = loop;
        this.mostWaiting = ground.settings().limits().maxStreams();
        this.whenUp = whenUp;
        this.handler = TunnelCodec.proxy(ground, this);
    }

    TunnelHandler handler() {
        return handler;
    }

    void started() {
        whenUp.accept(this);
    }

    @Override
    public ClientStream open(StreamRequest request, ByteBuf first) {
        ProxyStream stream = new ProxyStream(this, request, first.retainedSlice());
        open(request, stream, true);
        return stream;
    }

    @Override
    public DatagramStream openDatagrams(
            StreamRequest request, int port, Consumer<ByteBuf> fromService) {
        ProxyDatagrams stream = new ProxyDatagrams(this, request, port, fromService);
        open(request, stream, handler.isReady());
        return stream;
    }

    private void open(StreamRequest request, Opening stream, boolean ready) {
        if (TunnelControl.AUTHORITY.equalsIgnoreCase(request.authority())) {
            stream.refused(404);
        } else if (!isOpen()) {
            stream.lost("the tunnel is closing");
        } else if (ready && waiting.isEmpty() && handler.streams().mayOpen()) {
            start(stream);
        } else if (waiting.size() < mostWaiting) {
            waiting.add(stream);
        } else {
            stream.refused(503);
        }
    }

    /** Whether the gateway said that it serves datagrams. */
    boolean servesDatagrams() {
        return handler.takesExtendedConnect();
    }

    @Override
    public CompletionStage<String> ask(String question) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.execute(() -> ask(question, answer));
        return answer;
    }

    private void ask(String question, CompletableFuture<String> answer) {
        if (!isOpen()
                || handler.streams().controls() >= TunnelControl.MOST_AT_ONCE
                || !handler.streams().mayOpen()) {
            unanswered(answer, "the tunnel takes no questions now");
            return;
        }
        handler.streams()
                .open(
                        new DefaultHttp2Headers()
                                .method("CONNECT")
                                .authority(TunnelControl.AUTHORITY))
                .ifPresentOrElse(
                        stream ->
                                new ControlStream(
                                                handler.streams(),
                                                stream,
                                                answer::complete,
                                                why -> unanswered(answer, why))
                                        .send(question),
                        () -> unanswered(answer, "the tunnel takes no more streams"));
    }

    private static void unanswered(CompletableFuture<String> answer, String why) {
        answer.completeExceptionally(new TunnelControlException(why));
    }

    private void start(Opening stream) {
        stream.start(handler.streams()).ifPresent(opened -> unanswered.put(opened, stream));
    }

    private void startWaiting() {
        while (open && handler.isReady() && !waiting.isEmpty() && handler.streams().mayOpen()) {
            start(waiting.remove());
        }
    }

    /** A stream needs no answer any more. */
    void forget(Opening stream, Http2Stream opened) {
        unanswered.remove(opened, stream);
    }

    /** A stream that waits for its turn gives up. */
    void giveUp(Opening stream) {
        waiting.remove(stream);
    }

    @Override
    public void headers(Http2Stream stream, Http2Headers headers, boolean end) {
        Opening answered = unanswered.get(stream);
        if (answered != null) {
            answered.answered(headers);
        }
        ControlStream control = handler.streams().control(stream);
        if (control != null && (end || !"200".contentEquals(text(headers.status())))) {
            control.abort("the gateway answered " + text(headers.status()));
        }
    }

    private static CharSequence text(@Nullable CharSequence value) {
        return value == null ? "" : value;
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
        cut = Math.max(0, streams - unanswered.size());
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
    public int cutStreams() {
        return ended.isDone() ? cut : 0;
    }

    @Override
    public long octetsHeld() {
        return handler.streams().held().sum();
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
    public void lost(String detail) {
        open = false;
        loop.execute(() -> handler.close(TunnelEnd.Reason.LOST, detail));
    }

    @Override
    public void close() {
        open = false;
        loop.execute(() -> handler.close(TunnelEnd.Reason.CLOSED, "closed by the proxy"));
    }
}
