/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What all parts of one server have in common; published as an OSGi service.
 *
 * @param zone the fleet's DNS zone in lower case without a final dot, such as {@code fleet.test}
 * @param serverName the name in the proxy's certificate, which gateways check
 * @param publicAddresses where clients and gateways reach this server, at least one
 * @param servicePorts where the services' public ports come from
 * @param home the server's home directory
 */
public record ServerSettings(
        String zone,
        String serverName,
        List<InetAddress> publicAddresses,
        PortRange servicePorts,
        Path home) {
    public ServerSettings {
        requireDomain("zone", zone);
        requireDomain("server name", serverName);
        publicAddresses = List.copyOf(publicAddresses);
        if (publicAddresses.isEmpty()) {
            throw new IllegalArgumentException("at least one public address is needed");
        }
    }

    private static void requireDomain(String what, String name) {
        if (name.length() > 180) {
            throw new IllegalArgumentException(what + " is longer than 180 characters");
        }
        for (String label : name.split("\\.", -1)) {
            if (!Gateway.isId(label)) {
                throw new IllegalArgumentException(
                        "%s '%s' is not a DNS name in lower case without a final dot"
                                .formatted(what, name));
            }
        }
    }
}
