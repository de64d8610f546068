/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.UnservedException;
import io.reveille.server.proxy.internal.leg.LegEnd;
import io.reveille.server.proxy.internal.leg.ServiceLeg;
import io.reveille.server.registry.ClientIdentity;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One CONNECT by HTTP/2: DATA frames are the octets, END_STREAM is TCP's FIN. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ConnectStream extends ChannelInboundHandlerAdapter implements LegEnd {

    private static final int LINGER_SECONDS = 2;

    private final Channel stream;
    private final Optional<ClientIdentity> shown;
    private final ConnectDesk desk;
    private final Runnable letIn;
    private final Caller caller;
    private final ArrayDeque<Object> pending = new ArrayDeque<>();
    private @Nullable ServiceLeg leg;
    private boolean byCredentials;
    private boolean asked;
    private boolean wanted = true;
    private boolean requestOver;
    private boolean responseOver;

    /**
     * @param shown whom the client's certificate shows, if it has one
     * @param letIn is run when the client is let in
     */
    ConnectStream(
            Channel stream, Optional<ClientIdentity> shown, ConnectDesk desk, Runnable letIn) {
        this.stream = stream;
        this.shown = shown;
        this.desk = desk;
        this.letIn = letIn;
        this.caller = Caller.at(stream.parent());
    }

    // ---- the client

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        requestOver |=
                (frame instanceof Http2DataFrame data && data.isEndStream())
                        || (frame instanceof Http2HeadersFrame headers && headers.isEndStream());
        pending.add(frame);
        process();
    }

    private void process() {
        while (wanted && !pending.isEmpty()) {
            Object frame = pending.remove();
            try {
                if (frame instanceof Http2HeadersFrame headers) {
                    head(headers);
                } else if (frame instanceof Http2DataFrame data) {
                    data(data);
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
        stream.config().setAutoRead(wanted);
    }

    private void head(Http2HeadersFrame headers) {
        if (asked) {
            reset(Http2Error.PROTOCOL_ERROR); // RFC 9113 section 8.5: DATA alone
            return;
        }
        asked = true;
        try {
            ConnectHead head = ConnectHead.of(headers.headers());
            wanted = false;
            desk.receive(caller, shown, head)
                    .thenAccept(found -> stream.eventLoop().execute(() -> checked(head, found)));
        } catch (BadHeadException e) {
            answer(ConnectAnswer.of(e));
        }
    }

    private void checked(ConnectHead head, Optional<Guest> found) {
        if (responseOver) {
            return;
        }
        if (found.isEmpty()) {
            answer(ConnectAnswer.whoAreYou());
            return;
        }
        try {
            begin(head, found.get(), desk.directions().find(found.get(), head.host()));
        } catch (MisdirectedException e) {
            answer(ConnectAnswer.of(e));
        }
    }

    private void begin(ConnectHead head, Guest guest, Destination destination) {
        letIn.run();
        byCredentials = guest.byCredentials();
        ServiceLeg begun = new ServiceLeg(caller.address(), stream.eventLoop(), this);
        stream.eventLoop().register(begun);
        if (!desk.reception().count(begun)) {
            answer(new ConnectAnswer(503, "Too many clients at the same time."));
            return;
        }
        leg = begun;
        desk.reception()
                .serve(
                        begun,
                        destination,
                        guest.caller(),
                        new StreamManner(head, guest),
                        Unpooled.EMPTY_BUFFER);
        if (requestOver && pending.isEmpty()) {
            begun.endOfInput();
        }
        writable();
    }

    private void data(Http2DataFrame data) {
        ServiceLeg to = leg;
        if (to == null) {
            return; // the client has had its answer
        }
        if (data.content().isReadable()) {
            wanted = to.send(data.content().retain());
        }
        if (data.isEndStream()) {
            to.endOfInput();
        }
    }

    /** What it has sent before it ended in good order still goes to the service. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (requestOver && responseOver) {
            return;
        }
        responseOver = true;
        drop();
    }

    /** Nothing of the client goes to the service any more. */
    private void drop() {
        if (leg != null) {
            leg.close();
            leg = null;
        }
        writable();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    // ---- the answer

    private void answer(ConnectAnswer answer) {
        if (responseOver) {
            return;
        }
        stream.write(new DefaultHttp2HeadersFrame(answer.headers(), false));
        responseOver = true;
        stream.writeAndFlush(
                new DefaultHttp2DataFrame(
                        ByteBufUtil.writeUtf8(stream.alloc(), answer.content()), true));
        stream.eventLoop().schedule(this::enough, LINGER_SECONDS, TimeUnit.SECONDS);
        writable();
    }

    /** RFC 9113 section 8.1: no need to send more; some clients lose the answer by that. */
    private void enough() {
        if (!requestOver && stream.isActive()) {
            stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        }
    }

    private void reset(Http2Error error) {
        if (!responseOver) {
            responseOver = true;
            stream.writeAndFlush(new DefaultHttp2ResetFrame(error));
        }
        drop();
    }

    // ---- the service

    @Override
    public void accepted() {
        if (!responseOver) {
            stream.writeAndFlush(
                    new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), false));
        }
    }

    @Override
    public void refused(UnservedException why) {
        answer(ConnectAnswer.of(why, byCredentials));
    }

    @Override
    public void received(ByteBuf octets) {
        ServiceLeg from = leg;
        if (responseOver || from == null) {
            octets.release();
            return;
        }
        int length = octets.readableBytes();
        stream.writeAndFlush(new DefaultHttp2DataFrame(octets))
                .addListener(written -> from.taken(length));
    }

    @Override
    public void ended() {
        if (!responseOver) {
            responseOver = true;
            stream.writeAndFlush(new DefaultHttp2DataFrame(true));
        }
    }

    /** As the service's reset would have it (RFC 9113 section 8.5). */
    @Override
    public void broke() {
        reset(Http2Error.CONNECT_ERROR);
    }

    @Override
    public void writable() {
        wanted = true;
        process();
    }
}
