/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.Chunks;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HeadReader;
import io.reveille.server.proxy.internal.http.RequestHead;
import io.reveille.server.proxy.internal.http.ResponseHead;
import java.nio.charset.StandardCharsets;

/** Writes responses as an HTTP/1 client understands them (RFC 9112). */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Http1Answer {

    private final Channel client;
    private int minor = 1;
    private boolean persistent;
    private boolean requestOver;
    private boolean begun;
    private boolean chunked;

    Http1Answer(Channel client) {
        this.client = client;
    }

    /** A request has come. */
    void to(RequestHead head, boolean bodiless) {
        minor = head.minor();
        persistent = minor == 1 && !head.fields().members("connection").contains("close");
        requestOver = bodiless;
        begun = false;
    }

    /** All of the request has come. */
    void requestOver() {
        requestOver = true;
    }

    boolean isBegun() {
        return begun;
    }

    /** Whether another request may follow. */
    boolean isPersistent() {
        return persistent;
    }

    void interim(ResponseHead head) {
        client.writeAndFlush(encode(head.text()));
    }

    void head(ResponseHead head, Framing framing) {
        begun = true;
        chunked = false;
        Fields fields = head.fields();
        if (framing instanceof Framing.Length length) {
            fields = fields.plus("Content-Length", Long.toString(length.octets()));
        } else if (!(framing instanceof Framing.None)) {
            chunked = minor == 1;
            persistent &= chunked;
            fields = chunked ? fields.plus("Transfer-Encoding", "chunked") : fields;
        }
        persistent &= requestOver;
        if (!persistent && head.status() != 101) {
            fields = fields.plus("Connection", "close");
        }
        client.writeAndFlush(encode(head.with(fields).text()));
    }

    Future<?> body(ByteBuf data) {
        if (!chunked) {
            return client.writeAndFlush(data);
        }
        if (!data.isReadable()) {
            data.release();
            return client.newSucceededFuture();
        }
        return client.writeAndFlush(Chunks.chunk(data));
    }

    void end(Fields trailers) {
        if (chunked) {
            client.writeAndFlush(Chunks.last(trailers));
        }
    }

    /** What cannot be passed on is answered, and nothing that follows is read. */
    void refuse(BadMessageException bad) {
        String body = "Malformed request: " + bad.reason() + ".\n";
        String head =
                "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
                        .formatted(
                                bad.status(),
                                Answers.reason(bad.status()),
                                body.getBytes(StandardCharsets.UTF_8).length);
        begun = true;
        client.writeAndFlush(encode(head + body));
    }

    /** Nothing more is said. */
    void last() {
        SslHandler tls = client.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else {
            client.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(
                            (ChannelFutureListener)
                                    written -> ((DuplexChannel) client).shutdownOutput());
        }
    }

    private static ByteBuf encode(String text) {
        return Unpooled.wrappedBuffer(HeadReader.octets(text));
    }
}
