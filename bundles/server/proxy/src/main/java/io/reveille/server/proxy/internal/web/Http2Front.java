/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.ResponseHead;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One request by HTTP/2, on a stream of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Http2Front extends ChannelInboundHandlerAdapter implements Front {

    private final WebGuest guest;
    private final Channel stream;
    private final ArrayDeque<Object> pending = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private boolean wanted = true;
    private boolean requestOver;
    private boolean answered;

    Http2Front(WebGuest guest, Channel stream) {
        this.guest = guest;
        this.stream = stream;
    }

    // ---- the request

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        pending.add(frame);
        process();
    }

    private void process() {
        while (wanted && !pending.isEmpty()) {
            Object frame = pending.remove();
            try {
                take(frame);
            } catch (BadMessageException e) {
                bad(e);
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
        stream.config().setAutoRead(wanted);
    }

    private void take(Object frame) throws BadMessageException {
        if (frame instanceof Http2HeadersFrame headers) {
            if (exchange == null && !answered) {
                begin(headers);
            } else if (exchange != null && headers.isEndStream()) {
                requestOver = true;
                exchange.bodyEnd(Http2Request.trailers(headers.headers()));
            }
        } else if (frame instanceof Http2DataFrame data && exchange != null) {
            if (data.content().isReadable()) {
                exchange.body(data.content().retainedSlice());
            }
            if (data.isEndStream()) {
                requestOver = true;
                exchange.bodyEnd(Fields.NONE);
            }
        }
    }

    private void begin(Http2HeadersFrame headers) throws BadMessageException {
        requestOver = headers.isEndStream();
        Http2Request request = Http2Request.of(headers.headers(), requestOver);
        Exchange begun = new Exchange(guest, this, request.head(), request.framing());
        exchange = begun;
        begun.begin();
    }

    private void bad(BadMessageException e) {
        if (exchange != null) {
            exchange.cancel();
        }
        if (!answered) {
            answered = true;
            Http2Headers headers = new DefaultHttp2Headers().status(Integer.toString(e.status()));
            stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
        }
    }

    @Override
    public void want(boolean more) {
        wanted = more;
        if (more) {
            process();
        } else {
            stream.config().setAutoRead(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.cancel();
        }
        pending.forEach(ReferenceCountUtil::release);
        pending.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    // ---- the response

    @Override
    public void interim(ResponseHead head) {
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers(head), false));
    }

    @Override
    public void head(ResponseHead head, Framing framing) {
        Http2Headers headers = headers(head);
        if (framing instanceof Framing.Length length) {
            headers.setLong("content-length", length.octets());
        }
        answered = framing instanceof Framing.None;
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, answered));
    }

    private static Http2Headers headers(ResponseHead head) {
        Http2Headers headers = new DefaultHttp2Headers().status(Integer.toString(head.status()));
        head.fields().list().forEach(field -> headers.add(field.key(), field.value()));
        return headers;
    }

    @Override
    public Future<?> body(ByteBuf data) {
        return stream.writeAndFlush(new DefaultHttp2DataFrame(data));
    }

    @Override
    public void answered(Fields trailers) {
        if (!answered) {
            answered = true;
            if (trailers.list().isEmpty()) {
                stream.writeAndFlush(new DefaultHttp2DataFrame(true));
            } else {
                Http2Headers headers = new DefaultHttp2Headers();
                trailers.list().forEach(field -> headers.add(field.key(), field.value()));
                stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
            }
        }
        if (!requestOver) { // RFC 9113 section 8.1: no need to send more
            stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        }
    }

    @Override
    public void abort() {
        stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }
}
