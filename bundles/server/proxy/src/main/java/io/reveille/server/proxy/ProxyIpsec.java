/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.ipsec.IpsecSettings;

/**
 * How a public proxy takes IPsec tunnels. Which gateways' tunnels these are is in the registry.
 *
 * @param settings where the IKE daemon is, and this machine's address inside the tunnels
 * @param pool the addresses that gateways get inside the tunnels, such as {@code 198.18.128.0/17}
 */
public record ProxyIpsec(IpsecSettings settings, String pool) {
    public ProxyIpsec {
        if (!pool.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}/([89]|[12][0-9]|30)")) {
            throw new IllegalArgumentException(
                    "ipsec.pool: \"" + pool + "\": write addresses such as 198.18.128.0/17");
        }
    }
}
