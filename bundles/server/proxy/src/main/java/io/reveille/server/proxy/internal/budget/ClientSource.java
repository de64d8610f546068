/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.budget;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * By what name a client that is known by its address alone is counted: the IPv4 address, or the
 * IPv6 network of 64 bits, in which one host takes as many addresses as it likes (RFC 4291, 2.5.1).
 */
public final class ClientSource {
    private static final int NETWORK_OCTETS = 8;

    private ClientSource() {}

    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_OCTETS);
        try {
            return InetAddress.getByAddress(Arrays.copyOf(network, address.getAddress().length))
                            .getHostAddress()
                    + "/64";
        } catch (UnknownHostException e) {
            throw new AssertionError("an IPv6 address has 16 octets", e);
        }
    }
}
