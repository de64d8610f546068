/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.tunnel.TunnelAdmission;
import io.reveille.tunnel.TunnelCredential;
import io.reveille.tunnel.TunnelRequest;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** From the accepted connection to {@code 101}, at the proxy (wire format section 2). */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class ProxyHandshake extends ChannelInboundHandlerAdapter {

    private final TunnelGround ground;
    private final TunnelAdmission admission;
    private final Runnable proven;
    private final HttpHeadDecoder heads = new HttpHeadDecoder();
    private @Nullable InetSocketAddress remote;
    private @Nullable ScheduledFuture<?> timeout;
    private boolean over;

    ProxyHandshake(TunnelGround ground, TunnelAdmission admission, Runnable proven) {
        this.ground = ground;
        this.admission = admission;
        this.proven = proven;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        remote = (InetSocketAddress) ctx.channel().remoteAddress();
        ctx.channel().closeFuture().addListener(closed -> end("it closed the connection"));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                long nanos = ground.settings().timings().upgrade().toNanos();
                timeout =
                        ctx.executor()
                                .schedule(
                                        () -> drop(ctx, "no upgrade request in time"),
                                        nanos,
                                        TimeUnit.NANOSECONDS);
                ctx.pipeline().addBefore(ctx.name(), null, heads);
            } else {
                drop(ctx, "TLS: " + Failures.describe(handshake.cause()));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpHead head)) {
            ReferenceCountUtil.release(message);
            return;
        }
        Optional<TunnelCredential> credential = Upgrade.credential(head);
        Optional<X509Certificate> certificate = certificate(ctx);
        Optional<String> name = certificate.flatMap(CommonName::of);
        if (!Upgrade.isWellFormed(head) || heads.hasMore()) {
            refuse(ctx, 400, "not an upgrade request: " + head.startLine());
        } else if (credential.isEmpty()) {
            refuse(ctx, 403, "no credential");
        } else if (certificate.isEmpty() || name.isEmpty() || remote == null) {
            refuse(ctx, 403, "no name in the certificate");
        } else if (certificate.get().getNotAfter().toInstant().isBefore(Instant.now())) {
            refuse(ctx, 403, "a ticket of " + name.get() + " that outlived its certificate");
        } else {
            ask(
                    ctx,
                    new TunnelRequest(
                            certificate.get(),
                            name.get(),
                            credential.get(),
                            Upgrade.steps(head),
                            Upgrade.state(head),
                            remote));
        }
    }

    private void ask(ChannelHandlerContext ctx, TunnelRequest request) {
        ctx.channel().config().setAutoRead(false);
        admission
                .admit(request)
                .whenComplete(
                        (admitted, failure) ->
                                ctx.executor()
                                        .execute(
                                                () ->
                                                        decided(
                                                                ctx,
                                                                request,
                                                                failure == null && admitted)));
    }

    private void decided(ChannelHandlerContext ctx, TunnelRequest request, boolean admitted) {
        if (over || !ctx.channel().isActive()) {
            return;
        }
        if (!admitted) {
            refuse(ctx, 403, request.commonName() + " may not");
        } else if (heads.hasMore()) {
            refuse(ctx, 400, "octets behind the upgrade request");
        } else {
            switchOver(ctx, request);
        }
    }

    /** Step H; from here on HTTP/2. */
    private void switchOver(ChannelHandlerContext ctx, TunnelRequest request) {
        settle();
        ProxyEnd end =
                new ProxyEnd(
                        ctx.channel().eventLoop(),
                        ground,
                        tunnel -> admission.opened(request, tunnel));
        ctx.write(ByteBufUtil.writeUtf8(ctx.alloc(), Upgrade.accept()));
        ctx.pipeline().addLast(end.handler());
        ctx.pipeline().remove(heads);
        ctx.pipeline().remove(this);
        ctx.channel().config().setAutoRead(true);
        end.started();
    }

    private void refuse(ChannelHandlerContext ctx, int status, String reason) {
        end(reason);
        ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), Upgrade.refuse(status)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void drop(ChannelHandlerContext ctx, String reason) {
        end(reason);
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        drop(ctx, Failures.describe(cause));
    }

    private void end(String reason) {
        if (!over && remote != null) {
            settle();
            admission.refused(remote, reason);
        }
    }

    private void settle() {
        over = true;
        if (timeout != null) {
            timeout.cancel(false);
        }
        proven.run();
    }

    private static Optional<X509Certificate> certificate(ChannelHandlerContext ctx) {
        try {
            return ctx.pipeline()
                                    .get(SslHandler.class)
                                    .engine()
                                    .getSession()
                                    .getPeerCertificates()[0]
                            instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
