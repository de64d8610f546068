/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.reveille.server.proxy.internal.http.BadMessageException;
import io.reveille.server.proxy.internal.http.BodyReader;
import io.reveille.server.proxy.internal.http.Fields;
import io.reveille.server.proxy.internal.http.Framing;
import io.reveille.server.proxy.internal.http.HeadParser;
import io.reveille.server.proxy.internal.http.HeadReader;
import io.reveille.server.proxy.internal.http.RequestHead;
import io.reveille.server.proxy.internal.http.ResponseHead;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's connection by HTTP/1.1 or 1.0: one request after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Http1Front extends ChannelInboundHandlerAdapter implements Front, BodyReader.Sink {

    private static final int LONGEST_HEAD = 32 * 1024;
    private static final int IDLE_SECONDS = 60;
    private static final int LINGER_SECONDS = 2;

    private final WebGuest guest;
    private final Channel client;
    private final Http1Answer answer;
    private final HeadReader heads = HeadReader.strict(LONGEST_HEAD);
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable Exchange exchange;
    private @Nullable BodyReader body;
    private java.util.concurrent.@Nullable Future<?> idle;
    private boolean wanted = true;
    private boolean switched;
    private boolean inputEnded;
    private boolean closing;
    private boolean processing;

    Http1Front(WebGuest guest, Channel client) {
        this.guest = guest;
        this.client = client;
        this.answer = new Http1Answer(client);
    }

    // ---- the request

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        awaitHead();
    }

    private void awaitHead() {
        idle = client.eventLoop().schedule(() -> client.close(), IDLE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf octets = (ByteBuf) message;
        if (closing) {
            octets.release();
            return;
        }
        pending = add(reading.alloc(), pending, octets);
        process();
    }

    private static ByteBuf add(ByteBufAllocator allocator, ByteBuf before, ByteBuf more) {
        if (!before.isReadable()) {
            before.release();
            return more;
        }
        return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, more);
    }

    private void process() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (!closing && pending.isReadable() && step()) {
                // as far as it goes
            }
        } catch (BadMessageException e) {
            refuse(e);
        } finally {
            processing = false;
        }
        boolean more = !pending.isReadable() && mayRead();
        if (switched && inputEnded && !pending.isReadable() && exchange != null) {
            exchange.endOfInput();
        }
        client.config().setAutoRead(closing || more);
    }

    private boolean mayRead() {
        return exchange == null || (wanted && (body != null || switched));
    }

    private boolean step() throws BadMessageException {
        if (exchange == null) {
            Optional<String> text = heads.read(pending);
            if (text.isPresent()) {
                begin(HeadParser.request(text.get()));
            }
            return text.isPresent();
        }
        if (!mayRead()) {
            return false;
        }
        if (switched) {
            exchange.body(pending.readRetainedSlice(pending.readableBytes()));
        } else if (body != null) {
            body.read(pending, this);
        }
        return true;
    }

    private void begin(RequestHead head) throws BadMessageException {
        if (idle != null) {
            idle.cancel(false);
        }
        Framing framing = Framing.of(head);
        answer.to(head, framing instanceof Framing.None);
        Exchange begun = new Exchange(guest, this, head, framing);
        exchange = begun;
        if (!(framing instanceof Framing.None)) {
            body = new BodyReader(framing);
        }
        begun.begin();
    }

    private void refuse(BadMessageException bad) {
        if (exchange != null) {
            exchange.cancel();
        }
        if (!answer.isBegun()) {
            answer.refuse(bad);
        }
        hangUp();
    }

    @Override
    public void octets(ByteBuf data) {
        if (exchange == null) {
            data.release();
        } else {
            exchange.body(data);
        }
    }

    @Override
    public void end(Fields trailers) {
        body = null;
        answer.requestOver();
        if (exchange != null) {
            exchange.bodyEnd(trailers);
        }
    }

    @Override
    public void want(boolean more) {
        wanted = more;
        if (more) {
            process();
        } else {
            client.config().setAutoRead(closing);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext told, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (switched) {
                process();
            } else if (exchange == null || body != null || closing) {
                client.close();
            } // else it has asked, and listens
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext told) {
        client.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        closing = true;
        if (idle != null) {
            idle.cancel(false);
        }
        if (exchange != null) {
            exchange.cancel();
        }
        guest.legs().close();
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        client.close();
    }

    // ---- the response

    @Override
    public void interim(ResponseHead head) {
        answer.interim(head);
    }

    @Override
    public void head(ResponseHead head, Framing framing) {
        switched = head.status() == 101;
        answer.head(head, framing);
        if (switched) {
            want(true);
        }
    }

    @Override
    public Future<?> body(ByteBuf data) {
        return answer.body(data);
    }

    @Override
    public void answered(Fields trailers) {
        answer.end(trailers);
        exchange = null;
        if (switched || !answer.isPersistent()) {
            hangUp();
        } else {
            wanted = true;
            awaitHead();
            client.eventLoop().execute(this::process);
        }
    }

    @Override
    public void abort() {
        closing = true;
        client.close();
    }

    /** Ends the connection so that the client gets to read what it was told last. */
    private void hangUp() {
        closing = true;
        answer.last();
        client.config().setAutoRead(true);
        client.eventLoop().schedule(() -> client.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
}
