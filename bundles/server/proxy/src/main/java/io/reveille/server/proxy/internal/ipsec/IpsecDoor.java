/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.ipsec;

import io.reveille.ipsec.IpsecException;
import io.reveille.ipsec.IpsecIdentity;
import io.reveille.ipsec.IpsecResponder;
import io.reveille.server.proxy.ProxyIpsec;
import io.reveille.server.registry.FleetKeys;
import io.reveille.tunnel.TunnelListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's end of all IPsec tunnels: made ready when the first gateway is to come by it, and
 * untouched until then. Calls block.
 */
final class IpsecDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpsecDoor.class);

    private final IpsecResponder responder;
    private final InetSocketAddress inner;
    private final Optional<IpsecGate.Inside> inside;
    private Optional<TunnelListener> listener = Optional.empty();
    private boolean open;

    IpsecDoor(ProxyIpsec how, FleetKeys keys, int tunnelPort, Optional<IpsecGate.Inside> inside) {
        InetAddress address = how.settings().innerAddress();
        this.inner = new InetSocketAddress(address, tunnelPort);
        this.inside = inside;
        this.responder =
                new IpsecResponder(
                        how.settings(),
                        how.pool(),
                        tunnelPort,
                        Optional.of(
                                new IpsecIdentity(keys.serverIdentity(), keys.ca().certificate())));
    }

    /**
     * Makes ready unless it is; what an earlier run left behind is removed then.
     *
     * @throws IpsecException when no tunnel could come up; it is tried anew at the next call
     */
    synchronized IpsecResponder opened() throws IpsecException {
        if (!open) {
            if (inside.isPresent() && listener.isEmpty()) {
                listener = Optional.of(listen(inside.get()));
            }
            LOG.info("IPsec tunnels by {}", responder.open());
            open = true;
        }
        return responder;
    }

    private TunnelListener listen(IpsecGate.Inside place) throws IpsecException {
        try {
            return place.listen(inner);
        } catch (IOException e) {
            throw new IpsecException(
                    "ipsec.inner.address: "
                            + e.getMessage()
                            + ". This machine must have the address: 'ip address add "
                            + inner.getAddress().getHostAddress()
                            + "/32 dev lo'",
                    e);
        }
    }

    /** Takes all tunnels down. */
    @Override
    public synchronized void close() {
        listener.ifPresent(TunnelListener::close);
        if (open) {
            try {
                responder.clear();
            } catch (IpsecException e) {
                LOG.warn("IPsec tunnels may still be up: {}", e.getMessage());
            }
        }
    }
}
