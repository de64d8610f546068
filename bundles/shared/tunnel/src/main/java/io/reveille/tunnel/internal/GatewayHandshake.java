/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.reveille.tunnel.DialOrder;
import io.reveille.tunnel.GatewayTunnel;
import io.reveille.tunnel.TunnelDialException;
import io.reveille.tunnel.TunnelDialException.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** From the TCP connection to {@code 101}, at the gateway (wire format section 2). */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures
final class GatewayHandshake extends ChannelInboundHandlerAdapter {

    private final DialOrder order;
    private final long dialedAt;
    private final long upgradeNanos;
    private final GatewayEnd end;
    private final CompletableFuture<GatewayTunnel> up;
    private final HttpHeadDecoder heads = new HttpHeadDecoder();
    private Stage stage = Stage.HANDSHAKE;
    private @Nullable ScheduledFuture<?> timeout;

    GatewayHandshake(
            DialOrder order,
            long dialedAt,
            long upgradeNanos,
            GatewayEnd end,
            CompletableFuture<GatewayTunnel> up) {
        this.order = order;
        this.dialedAt = dialedAt;
        this.upgradeNanos = upgradeNanos;
        this.end = end;
        this.up = up;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ask(ctx);
            } else {
                fail(ctx, "TLS: " + Failures.describe(handshake.cause()), handshake.cause());
            }
        }
    }

    private void ask(ChannelHandlerContext ctx) {
        stage = Stage.UPGRADE;
        timeout =
                ctx.executor()
                        .schedule(
                                () ->
                                        fail(
                                                ctx,
                                                "the proxy did not answer the upgrade in time",
                                                null),
                                upgradeNanos,
                                TimeUnit.NANOSECONDS);
        ctx.pipeline().addBefore(ctx.name(), null, heads);
        String request = Upgrade.request(order, dialedAt);
        ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), request));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpHead head)) {
            ReferenceCountUtil.release(message);
            fail(ctx, "octets out of turn", null);
        } else if (Upgrade.isAccepted(head)) {
            switchOver(ctx);
        } else {
            fail(ctx, "the proxy answered: " + head.startLine(), null);
        }
    }

    /** From here on HTTP/2; what came in behind the 101 goes to its handler first. */
    private void switchOver(ChannelHandlerContext ctx) {
        cancelTimeout();
        ctx.pipeline().addLast(end.handler());
        ctx.pipeline().remove(this);
        ctx.pipeline().remove(heads);
        end.started();
        up.complete(end);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, "the proxy closed the connection", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Failures.find(cause, SSLException.class).isPresent()) {
            stage = Stage.HANDSHAKE; // with TLS 1.3 the proxy judges our certificate after we
            // think we are done
        }
        fail(ctx, Failures.describe(cause), cause);
    }

    private void fail(ChannelHandlerContext ctx, String message, @Nullable Throwable cause) {
        cancelTimeout();
        up.completeExceptionally(
                new TunnelDialException(stage, order.proxy() + ": " + message, cause));
        ctx.close();
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }
}
