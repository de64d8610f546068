/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.reveille.tunnel.TunnelTls;
import java.time.Clock;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** The listening end's TLS, which follows when its certificate or its authorities change. */
final class ListeningTls {

    private final Supplier<TunnelTls> identity;
    private final boolean nativeCode;
    private TunnelTls used;
    private SslContext context;

    ListeningTls(Supplier<TunnelTls> identity, boolean nativeCode) throws SSLException {
        this.identity = identity;
        this.nativeCode = nativeCode;
        this.used = identity.get();
        this.context = TlsContexts.listening(used, nativeCode, Clock.systemUTC());
    }

    /** For one connection, with the certificate of now. */
    synchronized SslHandler newHandler(ByteBufAllocator allocator) throws SSLException {
        TunnelTls now = identity.get();
        if (!now.chain().equals(used.chain()) || !now.trustAnchors().equals(used.trustAnchors())) {
            SslContext renewed = TlsContexts.listening(now, nativeCode, Clock.systemUTC());
            ReferenceCountUtil.release(context);
            context = renewed;
            used = now;
        }
        return context.newHandler(allocator);
    }

    synchronized void release() {
        ReferenceCountUtil.release(context);
    }
}
