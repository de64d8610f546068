/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.time.Duration;

/**
 * How long each part of a tunnel's life may take. All are positive and at most a day.
 *
 * @param connect TCP connection from the gateway to the proxy
 * @param handshake TLS handshake, either end
 * @param upgrade from the end of the handshake to {@code 101}, either end
 * @param service TCP connection from the gateway to the service asked for
 * @param idle how long the gateway keeps a tunnel without streams
 * @param pingInterval quiet time after which a peer with open streams is asked whether it is there;
 *     also what keeps the carrier's NAT entry alive
 * @param pingTimeout how long a peer may take to answer before the tunnel counts as lost
 * @param drain how long open streams may go on once an end wants to close
 */
public record TunnelTimings(
        Duration connect,
        Duration handshake,
        Duration upgrade,
        Duration service,
        Duration idle,
        Duration pingInterval,
        Duration pingTimeout,
        Duration drain) {

    public TunnelTimings {
        positive("connect", connect);
        positive("handshake", handshake);
        positive("upgrade", upgrade);
        positive("service", service);
        positive("idle", idle);
        positive("pingInterval", pingInterval);
        positive("pingTimeout", pingTimeout);
        positive("drain", drain);
    }

    /**
     * For mobile networks: 15 s to connect, 20 s handshake, 15 s upgrade, 10 s service, 2 min idle.
     */
    public static TunnelTimings defaults() {
        return new TunnelTimings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(20),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(25),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30));
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is not between 1 ns and one day");
        }
    }
}
