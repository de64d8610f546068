/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal;

import io.reveille.server.registry.ServerSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;

/** Where gateways enrol. */
public final class EnrolmentUrl {
    private EnrolmentUrl() {}

    /** By the first public address: a gateway needs no DNS to enrol. */
    public static URI of(ServerSettings settings, int port) {
        InetAddress address = settings.publicAddresses().get(0);
        String host = address.getHostAddress();
        return URI.create(
                "https://"
                        + (address instanceof Inet6Address ? "[" + host + "]" : host)
                        + ":"
                        + port
                        + "/enrol");
    }
}
