/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal;

import io.reveille.server.registry.CidrBlock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Where clients may come from. */
final class ClientAddresses {

    private static final int V6 = 16;
    private static final int MAPPED = 12;

    private final List<CidrBlock> allowed;

    ClientAddresses(List<CidrBlock> allowed) {
        this.allowed = allowed;
    }

    boolean allow(InetAddress client) {
        return allowed.stream().anyMatch(block -> block.contains(client));
    }

    /**
     * The address as the client knows it: IPv4 behind an IPv6 socket (RFC 4291 section 2.5.5.2) is
     * IPv4.
     */
    static InetSocketAddress plain(InetSocketAddress address) {
        byte[] octets = address.getAddress().getAddress();
        if (octets.length != V6 || octets[10] != -1 || octets[11] != -1 || !isZero(octets)) {
            return address;
        }
        try {
            byte[] v4 = Arrays.copyOfRange(octets, MAPPED, V6);
            return new InetSocketAddress(InetAddress.getByAddress(v4), address.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // four octets always are an address
        }
    }

    private static boolean isZero(byte[] octets) {
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
