/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.time.Duration;
import java.util.Objects;

/**
 * How a tunnel behaves at one end.
 *
 * @param timings how long things may take
 * @param limits what bounds memory
 */
public record TunnelSettings(TunnelTimings timings, TunnelLimits limits) {

    public TunnelSettings {
        Objects.requireNonNull(timings, "timings");
        Objects.requireNonNull(limits, "limits");
    }

    public static TunnelSettings defaults() {
        return new TunnelSettings(TunnelTimings.defaults(), TunnelLimits.defaults());
    }

    /** The same with another idle time-out. */
    public TunnelSettings withIdleTimeout(Duration idle) {
        TunnelTimings t = timings;
        return withTimings(
                new TunnelTimings(
                        t.connect(),
                        t.handshake(),
                        t.upgrade(),
                        t.service(),
                        idle,
                        t.pingInterval(),
                        t.pingTimeout(),
                        t.drain()));
    }

    /**
     * The same, asking the peer at other times whether it is there.
     *
     * @param interval quiet time before it is asked
     * @param timeout how long it may take to answer
     */
    public TunnelSettings withPing(Duration interval, Duration timeout) {
        TunnelTimings t = timings;
        return withTimings(
                new TunnelTimings(
                        t.connect(),
                        t.handshake(),
                        t.upgrade(),
                        t.service(),
                        t.idle(),
                        interval,
                        timeout,
                        t.drain()));
    }

    /** The same with other timings. */
    public TunnelSettings withTimings(TunnelTimings other) {
        return new TunnelSettings(other, limits);
    }

    /** The same with other limits. */
    public TunnelSettings withLimits(TunnelLimits other) {
        return new TunnelSettings(timings, other);
    }
}
