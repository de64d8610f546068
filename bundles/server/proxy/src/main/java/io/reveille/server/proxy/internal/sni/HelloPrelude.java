/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslContext;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.Destination;
import io.reveille.server.proxy.internal.EntryName;
import io.reveille.server.proxy.internal.LastWords;
import io.reveille.server.proxy.internal.Newcomers;
import io.reveille.server.proxy.internal.sni.ClientHello.MalformedException;
import java.util.Optional;

/**
 * Reads a ClientHello and takes nothing away: whoever goes on gets every octet that was read. To a
 * service that speaks TLS itself the octets are passed on as they are; nothing but its address lets
 * a client in. For all others, and all other names, the proxy's own TLS goes on, so that what there
 * is cannot be told from what there is not.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class HelloPrelude extends ChannelInboundHandlerAdapter {

    private final SniGround ground;
    private final Channel client;
    private final ByteBuf read;
    private boolean done;

    HelloPrelude(SniGround ground, Channel client) {
        this.ground = ground;
        this.client = client;
        this.read = client.alloc().buffer();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        read.writeBytes(octets);
        octets.release();
        try {
            byte[] looked =
                    ByteBufUtil.getBytes(
                            read, 0, Math.min(read.writerIndex(), ClientHello.LONGEST), true);
            Optional<ClientHello> hello = ClientHello.parse(looked);
            if (hello.isPresent()) {
                goOn(hello.get());
            }
        } catch (MalformedException e) {
            stop(TlsAlert.DECODE_ERROR);
        }
    }

    private void goOn(ClientHello hello) {
        Caller caller = Caller.at(client);
        Optional<Destination> destination = hello.serverName().flatMap(ground.gate()::destination);
        boolean passed =
                destination
                        .filter(to -> ground.options().passesThrough(to.service().name()))
                        .isPresent();
        Optional<EntryName> plain =
                hello.serverName()
                        .flatMap(ground.gate()::name)
                        .filter(name -> ground.options().plain().contains(name.service()));
        Optional<SslContext> tls = ground.certificates().current(plain.isEmpty());
        Optional<Caller> let =
                destination
                        .filter(to -> passed)
                        .flatMap(to -> ground.reception().admit(caller, to));
        if (destination.isPresent() && let.isPresent()) {
            leave();
            ground.reception()
                    .serve(client, destination.get(), let.get(), PassedThrough.INSTANCE, read);
        } else if (tls.isPresent()) {
            leave();
            Termination.begin(ground, client, tls.get(), plain, read);
        } else {
            stop(TlsAlert.UNRECOGNIZED_NAME);
        }
    }

    /** From now on it is someone else's; {@link #read} is given away by the caller. */
    private void leave() {
        done = true;
        client.config().setAutoRead(false);
        Newcomers.settled(client);
        client.pipeline().remove(this);
    }

    private void stop(int alert) {
        leave();
        read.release();
        LastWords.say(client, TlsAlert.of(alert));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!done) {
            done = true;
            read.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
