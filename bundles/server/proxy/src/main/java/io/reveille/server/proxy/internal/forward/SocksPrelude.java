/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.LastWords;
import io.reveille.server.proxy.internal.Newcomers;
import io.reveille.server.proxy.internal.Reception;
import io.reveille.server.registry.ClientIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a SOCKS5 client says, up to where it is let in or sent away. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class SocksPrelude extends ChannelInboundHandlerAdapter {

    private static final int NO_AUTHENTICATION = 0;
    private static final int USERNAME_PASSWORD = 2;
    private static final int NO_ACCEPTABLE = 0xff;
    private static final int MOST = 64 * 1024;

    private enum State {
        GREETING,
        LOGIN,
        CHECKING,
        REQUEST,
        OVER
    }

    private final Doorman doorman;
    private final Directions directions;
    private final Reception reception;
    private final Caller caller;
    private final Optional<ClientIdentity> shown;
    private final ByteBuf in;
    private State state = State.GREETING;
    private @Nullable Guest guest;

    /**
     * @param shown whom the client's certificate shows, if it has one
     */
    SocksPrelude(
            Channel client,
            Optional<ClientIdentity> shown,
            Doorman doorman,
            Directions directions,
            Reception reception) {
        this.shown = shown;
        this.doorman = doorman;
        this.directions = directions;
        this.reception = reception;
        this.caller = Caller.at(client);
        this.in = client.alloc().buffer();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            if (state == State.OVER) {
                return;
            }
            if (in.readableBytes() + octets.readableBytes() > MOST) {
                ctx.close();
                return;
            }
            in.writeBytes(octets);
            listen(ctx);
        } finally {
            octets.release();
        }
    }

    private void listen(ChannelHandlerContext ctx) {
        try {
            boolean more = true;
            while (more && in.isReadable()) {
                more =
                        switch (state) {
                            case GREETING -> greeted(ctx, SocksMessage.Greeting.read(in));
                            case LOGIN -> login(ctx, SocksMessage.Login.read(in));
                            case REQUEST -> request(ctx, SocksMessage.Request.read(in));
                            case CHECKING, OVER -> false;
                        };
            }
        } catch (SocksException e) {
            if (e.reply().isPresent()) {
                end(ctx, e.reply().get().encode(ctx.alloc()));
            } else {
                ctx.close(); // whatever it speaks, it would not understand
            }
        }
    }

    private boolean greeted(ChannelHandlerContext ctx, Optional<SocksMessage.Greeting> greeting) {
        if (greeting.isEmpty()) {
            return false;
        }
        Guest known = doorman.guest(caller, shown);
        boolean password = greeting.get().password();
        if (greeting.get().nothing() && !(known.isStranger() && password)) {
            guest = known;
            state = State.REQUEST;
            ctx.writeAndFlush(SocksReply.method(NO_AUTHENTICATION));
        } else if (password) {
            state = State.LOGIN;
            ctx.writeAndFlush(SocksReply.method(USERNAME_PASSWORD));
        } else {
            end(ctx, SocksReply.method(NO_ACCEPTABLE));
            return false;
        }
        return true;
    }

    private boolean login(ChannelHandlerContext ctx, Optional<SocksMessage.Login> login) {
        if (login.isPresent()) {
            state = State.CHECKING;
            ctx.channel().config().setAutoRead(false);
            doorman.check(caller, login.get().credentials())
                    .thenAccept(found -> ctx.executor().execute(() -> checked(ctx, found)));
        }
        return false;
    }

    private void checked(ChannelHandlerContext ctx, Optional<Guest> found) {
        if (state != State.CHECKING) {
            return;
        }
        if (found.isEmpty()) {
            end(ctx, SocksReply.login(false));
            return;
        }
        guest = found.get();
        state = State.REQUEST;
        ctx.writeAndFlush(SocksReply.login(true));
        listen(ctx);
        if (state == State.REQUEST) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private boolean request(ChannelHandlerContext ctx, Optional<SocksMessage.Request> request) {
        Guest asking = guest;
        if (request.isEmpty() || asking == null) {
            return false;
        }
        if (asking.isStranger() && !directions.mayReach(asking, request.get().host())) {
            end(ctx, SocksReply.NOT_ALLOWED.encode(ctx.alloc()));
            return false;
        }
        try {
            Destination destination = directions.find(asking, request.get().host());
            state = State.OVER;
            Newcomers.settled(ctx.channel());
            ctx.channel().config().setAutoRead(false);
            ctx.pipeline().remove(this);
            reception.serve(ctx.channel(), destination, asking.caller(), SocksManner.INSTANCE, in);
        } catch (MisdirectedException e) {
            end(ctx, SocksReply.of(e).encode(ctx.alloc()));
        }
        return false;
    }

    private void end(ChannelHandlerContext ctx, ByteBuf words) {
        over();
        LastWords.say(ctx.channel(), words);
        ctx.pipeline().remove(this);
    }

    private void over() {
        if (state != State.OVER) {
            state = State.OVER;
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && state != State.CHECKING) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
