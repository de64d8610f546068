/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import io.reveille.crypto.Octets;
import java.net.InetAddress;
import java.util.Arrays;

/** What one asker has for sure: 24 bits of IPv4, 56 of IPv6. */
final class SourceNetwork {
    private static final int IPV4 = 3;
    private static final int IPV6 = 7;

    private SourceNetwork() {}

    static byte[] of(InetAddress address) {
        byte[] octets = address.getAddress();
        return Arrays.copyOf(octets, octets.length == 4 ? IPV4 : IPV6);
    }

    static String text(InetAddress address) {
        return Octets.of(of(address)).hex();
    }
}
