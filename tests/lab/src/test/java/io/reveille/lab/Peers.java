/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.time.Duration;

/** The simplest ends of a TCP connection, to test the network with. */
final class Peers {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Peers() {}

    /** Starts a listener that sends back what it gets. */
    static LabProcess echo(CarrierNetwork network, Namespace where, int port) {
        return network.startListener(
                where,
                "echo service",
                port,
                LIMIT,
                "socat",
                "TCP-LISTEN:" + port + ",fork,reuseaddr",
                "EXEC:cat");
    }

    /** Says something and half-closes; returns the answer. */
    static String talk(Namespace from, String host, int port, String text) {
        return from.run(LIMIT, text, "nc", "-N", "-w", "10", host, String.valueOf(port))
                .expected()
                .text();
    }

    /** Whether a connection is accepted; tried for a second. */
    static boolean connects(Namespace from, String host, int port) {
        return from.run(LIMIT, "", "nc", "-z", "-w", "1", host, String.valueOf(port)).exitCode()
                == 0;
    }
}
