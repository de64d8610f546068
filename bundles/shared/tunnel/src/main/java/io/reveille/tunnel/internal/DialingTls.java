/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.reveille.tunnel.TunnelTls;
import java.time.Clock;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The dialling end's TLS. What is kept from dial to dial are the tickets of proxies, so that the
 * next handshake with the same proxy resumes (RFC 8446 section 2.2): no certificates cross, and
 * neither end signs anything.
 */
public final class DialingTls {

    private final TunnelTls tls;
    private final boolean nativeCode;
    private final Clock clock;
    private @Nullable SslContext context;

    public DialingTls(TunnelTls tls, boolean nativeCode, Clock clock) {
        this.tls = Objects.requireNonNull(tls, "tls");
        this.nativeCode = nativeCode;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Makes ready for use.
     *
     * @throws SSLException if key and certificate do not serve
     */
    void prepare() throws SSLException {
        context();
    }

    SslHandler newHandler(ByteBufAllocator allocator, String serverName, int port)
            throws SSLException {
        return context().newHandler(allocator, serverName, port);
    }

    private synchronized SslContext context() throws SSLException {
        SslContext made = context;
        if (made == null) {
            made = TlsContexts.dialing(tls, nativeCode, clock);
            context = made;
        }
        return made;
    }
}
