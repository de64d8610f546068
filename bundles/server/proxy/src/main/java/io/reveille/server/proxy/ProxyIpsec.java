/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.ipsec.IpsecSettings;
import java.util.Set;

/**
 * How a public proxy takes IPsec tunnels.
 *
 * @param settings where the IKE daemon is, and this machine's address inside the tunnels
 * @param pool the addresses that gateways get inside the tunnels, such as {@code 198.18.128.0/17}
 * @param gateways whose tunnels are to be IPsec; {@code *} for all
 */
public record ProxyIpsec(IpsecSettings settings, String pool, Set<String> gateways) {
    public ProxyIpsec {
        gateways = Set.copyOf(gateways);
        if (!pool.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}/([89]|[12][0-9]|30)")) {
            throw new IllegalArgumentException(
                    "ipsec.pool: \"" + pool + "\": write addresses such as 198.18.128.0/17");
        }
    }

    /** Whether this gateway's tunnels are to be IPsec. */
    public boolean isFor(String gatewayId) {
        return gateways.contains("*") || gateways.contains(gatewayId);
    }
}
