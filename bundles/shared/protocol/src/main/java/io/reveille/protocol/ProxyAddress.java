/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the public proxy awaits the tunnel.
 *
 * @param port TCP or UDP port, 1 to 65535
 * @param ipv4 its IPv4 address
 * @param ipv6 its IPv6 address; at least one of the two is there
 */
public record ProxyAddress(int port, Optional<Inet4Address> ipv4, Optional<Inet6Address> ipv6) {

    /**
     * @throws IllegalArgumentException when the port is out of range, or there is no address, or
     *     one to which nobody can dial
     */
    public ProxyAddress {
        Ranges.check("proxy port", port, 1, 0xFFFF);
        if (ipv4.isEmpty() && ipv6.isEmpty()) {
            throw new IllegalArgumentException("a proxy has an IPv4 or an IPv6 address");
        }
        Stream.<Optional<? extends InetAddress>>of(ipv4, ipv6)
                .flatMap(Optional::stream)
                .filter(address -> address.isAnyLocalAddress() || address.isMulticastAddress())
                .findFirst()
                .ifPresent(
                        address -> {
                            throw new IllegalArgumentException(
                                    address.getHostAddress() + " is no address of a proxy");
                        });
    }

    /** A proxy with one address of either family. */
    public static ProxyAddress of(InetAddress address, int port) {
        return new ProxyAddress(
                port,
                Optional.of(address)
                        .filter(Inet4Address.class::isInstance)
                        .map(Inet4Address.class::cast),
                Optional.of(address)
                        .filter(Inet6Address.class::isInstance)
                        .map(Inet6Address.class::cast));
    }

    /** What to dial: IPv6 first, then IPv4. */
    public List<InetSocketAddress> endpoints() {
        return Stream.<Optional<? extends InetAddress>>of(ipv6, ipv4)
                .flatMap(Optional::stream)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** As in {@code [2001:db8:0:0:0:0:0:1]:4433, 192.0.2.1:4433}. */
    @Override
    public String toString() {
        return endpoints().stream()
                .map(
                        end ->
                                end.getAddress() instanceof Inet6Address
                                        ? "[" + end.getAddress().getHostAddress() + "]:" + port
                                        : end.getAddress().getHostAddress() + ":" + port)
                .collect(Collectors.joining(", "));
    }
}
