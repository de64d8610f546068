/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.reveille.server.proxy.ClientAuthority;
import io.reveille.server.proxy.internal.Caller;
import io.reveille.server.registry.CertificateCredentials;
import io.reveille.server.registry.ClientIdentity;
import io.reveille.server.registry.ClientVerdict;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Waits for the end of TLS's handshake, and for what the client's certificate says of it. */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail in a way that matters
final class ShownCertificate extends ChannelInboundHandlerAdapter {

    private final ClientAuthority authority;
    private final Function<Optional<ClientIdentity>, ChannelHandler> next;
    private final ArrayDeque<Object> early = new ArrayDeque<>();

    /**
     * @param next takes the connection from there
     */
    ShownCertificate(
            ClientAuthority authority, Function<Optional<ClientIdentity>, ChannelHandler> next) {
        this.authority = authority;
        this.next = next;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent done)) {
            ctx.close(); // it has ended before anything was asked for
        } else if (done.isSuccess()) {
            identify(ctx);
        } else {
            ctx.close();
        }
    }

    private void identify(ChannelHandlerContext ctx) {
        List<X509Certificate> chain = chain(ctx.channel());
        if (chain.isEmpty()) {
            goOn(ctx, Optional.empty());
            return;
        }
        ctx.channel().config().setAutoRead(false);
        authority
                .authenticate(
                        new CertificateCredentials(chain),
                        Caller.at(ctx.channel()).address().getAddress())
                .whenComplete(
                        (verdict, failure) ->
                                ctx.executor().execute(() -> goOn(ctx, identity(verdict))));
    }

    private static Optional<ClientIdentity> identity(ClientVerdict verdict) {
        return verdict instanceof ClientVerdict.Admitted in
                ? Optional.of(in.identity())
                : Optional.empty();
    }

    private static List<X509Certificate> chain(Channel client) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            SslHandler tls = client.pipeline().get(SslHandler.class);
            for (Certificate shown : tls.engine().getSession().getPeerCertificates()) {
                chain.add((X509Certificate) shown);
            }
        } catch (SSLPeerUnverifiedException e) {
            chain.clear(); // it has shown none
        }
        return chain;
    }

    private void goOn(ChannelHandlerContext ctx, Optional<ClientIdentity> shown) {
        if (!ctx.channel().isActive()) {
            return;
        }
        ctx.pipeline().addLast(next.apply(shown));
        while (!early.isEmpty()) {
            ctx.fireChannelRead(early.remove());
        }
        ctx.channel().config().setAutoRead(true);
        ctx.pipeline().remove(this);
    }

    /** What the client says before it is known whose certificate it has. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        early.add(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
