/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.LastWords;
import io.reveille.server.proxy.internal.Newcomers;
import io.reveille.server.registry.ClientIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1.x request, up to where the client is let in or sent away. The decoder goes
 * as soon as the head is read, so that nothing after it is taken for HTTP.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
final class ConnectPrelude extends ChannelInboundHandlerAdapter {

    private static final int MOST_BEYOND = 64 * 1024;

    private final ConnectDesk desk;
    private final Optional<ClientIdentity> shown;
    private final Caller caller;
    private final HttpRequestDecoder decoder = ConnectHead.decoder();
    private final ByteBuf beyond;
    private @Nullable ConnectHead head;
    private boolean over;

    /**
     * @param shown whom the client's certificate shows, if it has one
     */
    ConnectPrelude(Channel client, Optional<ClientIdentity> shown, ConnectDesk desk) {
        this.desk = desk;
        this.shown = shown;
        this.caller = Caller.at(client);
        this.beyond = client.alloc().buffer();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addBefore(ctx.name(), null, decoder);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (over) {
                return;
            }
            if (message instanceof HttpRequest request) {
                head = ConnectHead.of(request);
            } else if (message instanceof LastHttpContent && head != null) {
                asked(ctx, head);
            } else if (message instanceof ByteBuf octets) {
                more(ctx, octets);
            }
        } catch (BadHeadException e) {
            answer(ctx, ConnectAnswer.of(e));
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void more(ChannelHandlerContext ctx, ByteBuf octets) {
        if (beyond.readableBytes() + octets.readableBytes() > MOST_BEYOND) {
            ctx.close(); // the client was not let in yet, and is no client of HTTP
        } else {
            beyond.writeBytes(octets);
        }
    }

    private void asked(ChannelHandlerContext ctx, ConnectHead asked) {
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().remove(decoder); // which hands over what it has read beyond
        desk.receive(caller, shown, asked)
                .thenAccept(
                        found -> {
                            if (ctx.executor().inEventLoop()) {
                                checked(ctx, asked, found);
                            } else {
                                ctx.executor().execute(() -> checked(ctx, asked, found));
                            }
                        });
    }

    private void checked(ChannelHandlerContext ctx, ConnectHead asked, Optional<Guest> found) {
        if (over) {
            return;
        }
        if (found.isEmpty()) {
            answer(ctx, ConnectAnswer.whoAreYou());
        } else {
            direct(ctx, asked, found.get());
        }
    }

    private void direct(ChannelHandlerContext ctx, ConnectHead asked, Guest guest) {
        try {
            Destination destination = desk.directions().find(guest, asked.host());
            over = true;
            Newcomers.settled(ctx.channel());
            ctx.pipeline().remove(this);
            desk.reception()
                    .serve(
                            ctx.channel(),
                            destination,
                            guest.caller(),
                            new ConnectManner(asked, guest),
                            beyond);
        } catch (MisdirectedException e) {
            answer(ctx, ConnectAnswer.of(e));
        }
    }

    private void answer(ChannelHandlerContext ctx, ConnectAnswer answer) {
        over = true;
        beyond.release();
        if (ctx.pipeline().context(decoder) != null) {
            ctx.pipeline().remove(decoder);
        }
        LastWords.say(ctx.channel(), answer.encode(ctx.alloc()));
        ctx.pipeline().remove(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && head == null) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over) {
            over = true;
            beyond.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
