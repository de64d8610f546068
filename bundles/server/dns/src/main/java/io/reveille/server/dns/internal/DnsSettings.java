/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.server.registry.CidrBlock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the DNS server listens and to whom it tells what.
 *
 * @param listen addresses to listen on, at least one
 * @param port UDP and TCP port, 0 for any free one
 * @param askers who may learn where services really are, by the address that queries come from
 * @param ttl of gateways' names, 0 seconds to 1 day
 * @param tcpIdle after which a TCP connection without a whole query is closed, 1 second to 10
 *     minutes
 * @param tcpConnections at most, 1 to 10000; a quarter of them from one address
 * @param wakeFor whose lookups of a gateway's service have the gateway woken
 */
public record DnsSettings(
        List<InetAddress> listen,
        int port,
        List<CidrBlock> askers,
        Duration ttl,
        Duration tcpIdle,
        int tcpConnections,
        ZoneSettings zone,
        RateSettings rates,
        TransferSettings transfers,
        List<CidrBlock> wakeFor) {
    public DnsSettings {
        listen = List.copyOf(listen);
        askers = List.copyOf(askers);
        wakeFor = List.copyOf(wakeFor);
        require(!listen.isEmpty(), "listen: at least one address is needed");
        require(port >= 0 && port <= 65535, "port must be 0 to 65535, but is " + port);
        require(
                !ttl.isNegative() && ttl.compareTo(Duration.ofDays(1)) <= 0,
                "ttl must be 0 to 86400 seconds, but is " + ttl.toSeconds());
        require(
                tcpIdle.compareTo(Duration.ofSeconds(1)) >= 0
                        && tcpIdle.compareTo(Duration.ofMinutes(10)) <= 0,
                "tcp.idle.seconds must be 1 to 600, but is " + tcpIdle.toSeconds());
        require(
                tcpConnections >= 1 && tcpConnections <= 10_000,
                "tcp.connections must be 1 to 10000, but is " + tcpConnections);
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw new IllegalArgumentException(message);
        }
    }
}
