/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy;

import io.reveille.server.registry.CidrBlock;
import java.time.Duration;
import java.util.List;

/**
 * How clients of services by UDP are taken.
 *
 * @param allow where they may come from, besides what lets clients by TCP in; the source address of
 *     a datagram proves nothing, unless the network behind it does
 * @param idle after how long without a datagram, either way, a client's flow ends; 5 s to 1 h
 * @param mostFlows clients of one service at the same time, 1 to 10 000
 */
public record UdpOptions(List<CidrBlock> allow, Duration idle, int mostFlows) {

    /** Clients on this machine; a minute; as many as a tunnel carries. */
    public static final UdpOptions DEFAULT =
            new UdpOptions(CidrBlock.parseList("127.0.0.0/8,::1/128"), Duration.ofSeconds(60), 256);

    public UdpOptions {
        allow = List.copyOf(allow);
        if (idle.toSeconds() < 5 || idle.toSeconds() > 3600) {
            throw new IllegalArgumentException(
                    "udp.idle.seconds: " + idle.toSeconds() + " is not between 5 and 3600");
        }
        if (mostFlows < 1 || mostFlows > 10_000) {
            throw new IllegalArgumentException(
                    "udp.flows.most: " + mostFlows + " is not between 1 and 10000");
        }
    }
}
