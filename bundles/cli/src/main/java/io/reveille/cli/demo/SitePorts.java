/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The loopback ports of one demo. */
record SitePorts(
        int dns,
        int tunnel,
        int enrolment,
        int api,
        int smpp,
        int radio,
        int modem,
        int firstService) {
    static SitePorts take() throws IOException {
        List<Integer> free = FreePorts.take(8);
        return new SitePorts(
                free.get(0),
                free.get(1),
                free.get(2),
                free.get(3),
                free.get(4),
                free.get(5),
                free.get(6),
                free.get(7));
    }

    InetSocketAddress dnsAddress() {
        return local(dns);
    }

    InetSocketAddress smppAddress() {
        return local(smpp);
    }

    InetSocketAddress radioAddress() {
        return local(radio);
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
