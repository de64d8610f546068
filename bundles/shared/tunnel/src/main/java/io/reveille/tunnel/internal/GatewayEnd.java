/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.ServiceDirectory;
import io.reveille.tunnel.TunnelControl;
import io.reveille.tunnel.TunnelEnd;
import io.reveille.tunnel.TunnelSettings;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gateway's end of a tunnel that is up. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class GatewayEnd implements TunnelEvents, GatewayTunnel {

    private final EventLoop loop;
    private final TunnelSettings settings;
    private final ServiceDirectory services;
    private final TunnelControl control;
    private final Function<InetSocketAddress, ServiceConnection> connect;
    private final DatagramSockets datagrams;
    private final TunnelHandler handler;
    private final CompletableFuture<TunnelEnd> ended = new CompletableFuture<>();
    private volatile int open;
    private volatile int cut;
    private @Nullable ScheduledFuture<?> hangUp;

    GatewayEnd(
            EventLoop loop,
            TunnelGround ground,
            ServiceDirectory services,
            TunnelControl control,
            Function<InetSocketAddress, ServiceConnection> connect,
            DatagramSockets datagrams) {
        this.loop = loop;
        this.settings = ground.settings();
        this.services = services;
        this.control = control;
        this.connect = connect;
        this.datagrams = datagrams;
        this.handler = TunnelCodec.gateway(ground, this);
    }

    TunnelHandler handler() {
        return handler;
    }

    /** The proxy's 101 has come. */
    void started() {
        streams(0);
    }

    @Override
    public void headers(Http2Stream stream, Http2Headers headers, boolean end) {
        if (handler.streams().relay(stream) != null || handler.streams().talk(stream) != null) {
            return; // trailers mean nothing here
        }
        if (isControl(headers)) {
            control(stream, end);
            return;
        }
        if (handler.streams().open() >= settings.limits().maxStreams()) {
            handler.streams().reset(stream, Http2Error.REFUSED_STREAM);
            return;
        }
        if (GatewayDatagrams.isAskedFor(headers)) {
            new GatewayDatagrams(handler.streams(), stream)
                    .start(headers, end, services, datagrams);
        } else {
            new GatewayStream(handler.streams(), stream).start(headers, end, services, connect);
        }
    }

    private static boolean isControl(Http2Headers headers) {
        CharSequence method = headers.method();
        CharSequence authority = headers.authority();
        return method != null
                && authority != null
                && "CONNECT".contentEquals(method)
                && TunnelControl.AUTHORITY.contentEquals(authority);
    }

    private void control(Http2Stream stream, boolean end) {
        if (end || handler.streams().controls() >= TunnelControl.MOST_AT_ONCE) {
            handler.streams().reset(stream, Http2Error.REFUSED_STREAM);
            return;
        }
        ControlAnswer.on(handler.streams(), stream, control);
    }

    @Override
    public void ready() {}

    @Override
    public void streams(int now) {
        open = now;
        if (hangUp != null) {
            hangUp.cancel(false);
            hangUp = null;
        }
        if (now == 0 && !handler.isDraining()) {
            long idle = settings.timings().idle().toNanos();
            hangUp = loop.schedule(this::hangUp, idle, TimeUnit.NANOSECONDS);
        }
    }

    private void hangUp() {
        handler.drain(TunnelEnd.Reason.IDLE, "idle");
    }

    @Override
    public void draining() {}

    @Override
    public void ended(TunnelEnd end) {
        if (hangUp != null) {
            hangUp.cancel(false);
        }
        cut = handler.cut();
        ended.complete(end);
    }

    @Override
    public CompletionStage<TunnelEnd> ended() {
        return ended;
    }

    @Override
    public int openStreams() {
        return open;
    }

    @Override
    public int cutStreams() {
        return cut;
    }

    @Override
    public long octetsHeld() {
        return handler.streams().held().sum();
    }

    @Override
    public long octetsUp() {
        return handler.streams().toTcp().sum();
    }

    @Override
    public long octetsDown() {
        return handler.streams().fromTcp().sum();
    }

    @Override
    public void drain() {
        loop.execute(() -> handler.drain(TunnelEnd.Reason.DRAINED, "draining"));
    }

    @Override
    public void close() {
        loop.execute(() -> handler.close(TunnelEnd.Reason.CLOSED, "closed by the gateway"));
    }
}
