/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import io.reveille.tunnel.internal.ProxyAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The proxy's end: the port that gateways dial. */
public final class TunnelListener implements AutoCloseable {

    private final ProxyAcceptor acceptor;

    private TunnelListener(ProxyAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /**
     * Listens.
     *
     * @param tls the proxy's key and certificate, which names the server
     * @param address where to listen; port 0 for any that is free
     * @throws IOException if the address cannot be listened at, or key and certificate do not serve
     */
    public static TunnelListener bind(
            TunnelRuntime runtime,
            TunnelTls tls,
            TunnelSettings settings,
            TunnelAdmission admission,
            InetSocketAddress address)
            throws IOException {
        return new TunnelListener(ProxyAcceptor.bind(runtime, tls, settings, admission, address));
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
