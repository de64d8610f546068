/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.reveille.tunnel.internal.ProxyAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** The proxy's end: the port that gateways dial. */
public final class TunnelListener implements AutoCloseable {

    private final ProxyAcceptor acceptor;

    private TunnelListener(ProxyAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /** Listens with one certificate for good; see the other method. */
    public static TunnelListener bind(
            TunnelRuntime runtime,
            TunnelTls identity,
            TunnelSettings settings,
            TunnelAdmission admission,
            InetSocketAddress address)
            throws IOException {
        return bind(runtime, () -> identity, settings, admission, address);
    }

    /**
     * Listens.
     *
     * @param identity the proxy's key and certificate, which names the server, and whom it
     *     believes; asked for every connection, so that what has been renewed is used. It must not
     *     block.
     * @param address where to listen; port 0 for any that is free
     * @throws IOException if the address cannot be listened at, or key and certificate do not serve
     */
    public static TunnelListener bind(
            TunnelRuntime runtime,
            Supplier<TunnelTls> identity,
            TunnelSettings settings,
            TunnelAdmission admission,
            InetSocketAddress address)
            throws IOException {
        return new TunnelListener(
                ProxyAcceptor.bind(runtime, identity, settings, admission, address));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return acceptor.address();
    }

    /** Takes no more gateways. Tunnels that are up stay up. */
    @Override
    public void close() {
        acceptor.close();
    }
}
