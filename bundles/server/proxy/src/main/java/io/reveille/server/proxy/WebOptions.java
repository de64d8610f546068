/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The entries for HTTP by Host and for TLS by SNI.
 *
 * @param listen where HTTP is taken in clear, a loopback address; nowhere if empty
 * @param port of HTTP in clear, 0 for any that is free
 * @param sni the port for TLS
 */
public record WebOptions(Optional<InetAddress> listen, int port, SniOptions sni) {

    /** Neither. */
    public static final WebOptions OFF = new WebOptions(Optional.empty(), 0, SniOptions.OFF);

    public WebOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("web.port: " + port + " is not between 0 and 65535");
        }
        listen.filter(address -> !address.isLoopbackAddress())
                .ifPresent(
                        address -> {
                            throw new IllegalArgumentException(
                                    "web.listen: "
                                            + address.getHostAddress()
                                            + " is no loopback address; from elsewhere clients come by sni.port, encrypted");
                        });
    }

    /** Where to listen, if at all. */
    public Optional<InetSocketAddress> address() {
        return listen.map(address -> new InetSocketAddress(address, port));
    }
}
