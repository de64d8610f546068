/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.osgi;

import io.reveille.ipsec.IpsecSettings;
import io.reveille.server.proxy.ProxyIpsec;
import io.reveille.server.registry.IpLiterals;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How IPsec tunnels are taken, from the configuration. */
final class IpsecOptions {
    private static final String FORMER = "ipsec.gateways";

    private IpsecOptions() {}

    /**
     * @param set what the configuration file has, for settings that there are no more
     */
    static ProxyIpsec of(ProxyConfiguration configuration, Map<String, Object> set) {
        if (set.containsKey(FORMER)) {
            throw new IllegalArgumentException(
                    FORMER
                            + ": there is no such setting any more, it is the gateway's own now: take"
                            + " the line out and give "
                            + commands(String.valueOf(set.get(FORMER))));
        }
        if (!(IpLiterals.parse(configuration.ipsec_inner_address())
                instanceof Inet4Address inner)) {
            throw new IllegalArgumentException(
                    "ipsec.inner.address: "
                            + configuration.ipsec_inner_address()
                            + " is no IPv4 address");
        }
        return new ProxyIpsec(
                IpsecSettings.at(Path.of(configuration.ipsec_vici())).withInnerAddress(inner),
                configuration.ipsec_pool());
    }

    private static String commands(String ids) {
        return Stream.of(ids.split(",", -1))
                .map(String::strip)
                .map(id -> id.isEmpty() || id.equals("*") ? "GATEWAY" : id)
                .distinct()
                .map(id -> "'reveille devices set " + id + " --tunnel ipsec'")
                .collect(Collectors.joining(", "));
    }
}
