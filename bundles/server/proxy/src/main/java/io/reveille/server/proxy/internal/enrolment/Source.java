/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whoever shares limits: one IPv4 address, or the network of 64 bits that an IPv6 site can change
 * its addresses in at will.
 */
record Source(long network, boolean ipv6) {
    static Source of(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new Source(octets.getLong(), true)
                : new Source(octets.getInt(), false);
    }
}
