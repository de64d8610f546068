/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.sni;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.proxy.internal.EntryName;
import io.reveille.server.proxy.internal.LastWords;
import io.reveille.server.proxy.internal.web.Gate;
import io.reveille.server.registry.CertificateCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import io.reveille.tunnel.HalfClosure;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS that ends here: after its handshake it is known by what certificate, and HTTP begins, or what
 * a plain service understands.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class Termination extends ChannelInboundHandlerAdapter {

    private static final int HANDSHAKE_MILLIS = 10_000;

    private final SniGround ground;
    private final SslHandler tls;
    private final Optional<EntryName> plain;
    private final ArrayDeque<Object> early = new ArrayDeque<>();

    private boolean shaken;

    private Termination(SniGround ground, SslHandler tls, Optional<EntryName> plain) {
        this.ground = ground;
        this.tls = tls;
        this.plain = plain;
    }

    /**
     * Takes a connection over.
     *
     * @param plain the name of a service that does not speak HTTP, if it is one
     * @param read what the client has said already; given away
     */
    static void begin(
            SniGround ground,
            Channel client,
            SslContext context,
            Optional<EntryName> plain,
            ByteBuf read) {
        SslHandler tls = context.newHandler(client.alloc());
        tls.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        client.pipeline().addLast(tls);
        if (plain.isPresent()) {
            client.pipeline().addLast(HalfClosure.afterTls());
        }
        client.pipeline().addLast(new Termination(ground, tls, plain));
        client.config().setAutoRead(true);
        client.pipeline().fireChannelRead(read);
        client.pipeline().fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                shaken = true;
                identify(ctx);
            } else {
                ctx.close();
            }
        } else if (event instanceof ChannelInputShutdownEvent && !(shaken && plain.isPresent())) {
            ctx.close();
        }
    }

    /** What the client says before it is known whose certificate it has. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        early.add(message);
    }

    private void identify(ChannelHandlerContext ctx) {
        List<X509Certificate> chain = chain();
        if (chain.isEmpty()) {
            serve(ctx, Optional.empty());
            return;
        }
        Channel client = ctx.channel();
        client.config().setAutoRead(false);
        ground.authority()
                .authenticate(
                        new CertificateCredentials(chain), Caller.at(client).address().getAddress())
                .whenComplete(
                        (verdict, failure) ->
                                client.eventLoop()
                                        .execute(
                                                () ->
                                                        serve(
                                                                ctx,
                                                                verdict
                                                                                instanceof
                                                                                ClientVerdict
                                                                                                .Admitted
                                                                                        in
                                                                        ? Optional.of(in.identity())
                                                                        : Optional.empty())));
    }

    private List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            chain.clear(); // it has shown none
        }
        return chain;
    }

    private void serve(ChannelHandlerContext ctx, Optional<ClientIdentity> known) {
        Channel client = ctx.channel();
        if (!client.isActive()) {
            return;
        }
        if (plain.isPresent()) {
            servePlain(ctx, plain.get(), known);
            return;
        }
        if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
            ground.web().http2(client, known);
        } else {
            ground.web().http1(client, known, true);
        }
        while (!early.isEmpty()) {
            ctx.fireChannelRead(early.remove());
        }
        client.config().setAutoRead(true);
        client.pipeline().remove(this);
    }

    /** Who may not come is not told why, as its protocol has no words for it. */
    private void servePlain(
            ChannelHandlerContext ctx, EntryName name, Optional<ClientIdentity> known) {
        Channel client = ctx.channel();
        client.config().setAutoRead(false);
        Optional<Gate.Guided> guided = ground.gate().guide(name, Caller.at(client), known);
        if (guided.isEmpty()) {
            LastWords.say(client, Unpooled.EMPTY_BUFFER);
            ctx.pipeline().remove(this);
            return;
        }
        ByteBuf beyond = client.alloc().buffer();
        while (!early.isEmpty()) {
            ByteBuf said = (ByteBuf) early.remove();
            beyond.writeBytes(said);
            said.release();
        }
        ctx.pipeline().remove(this);
        ground.reception()
                .serve(
                        client,
                        guided.get().destination(),
                        guided.get().caller(),
                        PlainService.INSTANCE,
                        beyond);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
