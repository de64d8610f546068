/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What authentic requests may ask of a gateway. A gateway never falls back: what is not allowed
 * here is refused.
 *
 * @param suites the suites that are strong enough
 * @param tunnelProtocols the tunnel protocols that it may use
 * @param proxies which addresses it may dial; a request that names two must be allowed both
 * @param servicePorts which local ports it offers; 0, just the tunnel, is always allowed
 * @param clockTolerance how long after its expiry a request is still taken, for clocks that differ
 *     a little; 0 to 1 hour
 */
public record AccessPolicy(
        Set<Suite> suites,
        Set<TunnelProtocol> tunnelProtocols,
        Predicate<InetAddress> proxies,
        IntPredicate servicePorts,
        Duration clockTolerance) {

    /** A tolerance for clocks that are set by NTP, NITZ or GNSS. */
    public static final Duration DEFAULT_CLOCK_TOLERANCE = Duration.ofSeconds(30);

    /**
     * @throws IllegalArgumentException when the tolerance is out of range
     */
    public AccessPolicy {
        suites = Set.copyOf(suites);
        tunnelProtocols = Set.copyOf(tunnelProtocols);
        Ranges.check("clock tolerance in seconds", clockTolerance.toSeconds(), 0, 3600);
    }
}
