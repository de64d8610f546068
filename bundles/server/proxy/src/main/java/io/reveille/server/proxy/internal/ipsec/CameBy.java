/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.ipsec;

import io.reveille.protocol.TunnelProtocol;
import io.reveille.tunnel.ProxyTunnel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each tunnel came that is up. */
final class CameBy {
    private static final Logger LOG = LoggerFactory.getLogger(CameBy.class);

    private final Map<ProxyTunnel, Up> up = new ConcurrentHashMap<>();

    private record Up(String gatewayId, TunnelProtocol protocol) {}

    void add(String gatewayId, TunnelProtocol protocol, ProxyTunnel tunnel) {
        up.put(tunnel, new Up(gatewayId, protocol));
        tunnel.ended().thenAccept(end -> up.remove(tunnel));
    }

    boolean isIpsec(ProxyTunnel tunnel) {
        return Optional.ofNullable(up.get(tunnel))
                .map(Up::protocol)
                .filter(TunnelProtocol.IPSEC::equals)
                .isPresent();
    }

    /** Has those drain, and so serve no new client, that came otherwise than they now should. */
    void drainUnless(Function<String, Optional<TunnelProtocol>> wanted) {
        up.forEach(
                (tunnel, came) -> {
                    boolean asWanted =
                            wanted.apply(came.gatewayId())
                                    .filter(now -> now != came.protocol())
                                    .isEmpty();
                    if (!asWanted && tunnel.isOpen()) {
                        LOG.info(
                                "{}: its tunnel came by {} and serves no new client: that was changed",
                                came.gatewayId(),
                                came.protocol());
                        tunnel.drain();
                    }
                });
    }
}
