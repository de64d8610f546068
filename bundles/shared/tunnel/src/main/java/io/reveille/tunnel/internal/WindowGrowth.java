/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.reveille.tunnel.TunnelLimits;

/**
 * Gives streams larger windows when, and only when, the window is what holds them up: when a
 * stream's reader took at least half of its window during one round trip. A round trip is measured
 * with a PING, sent at most once for every half window taken. Growth comes out of a budget; a
 * stream may take up to half of what is left, so that some is left for the next.
 */
final class WindowGrowth {

    private final TunnelLimits limits;
    private final GrowthBudget shared;
    private int budget;
    private boolean sampling;

    WindowGrowth(TunnelLimits limits, GrowthBudget shared) {
        this.limits = limits;
        this.shared = shared;
        this.budget = limits.growthBudget();
    }

    /**
     * Notes that a stream's reader took octets.
     *
     * @return whether a round trip should now be measured
     */
    boolean consumed(Relay relay, int octets) {
        int taken = relay.consumedSinceSample() + octets;
        relay.consumedSinceSample(taken);
        if (sampling || taken < relay.window() / 2 || mayGrowTo(relay) <= relay.window()) {
            return false;
        }
        sampling = true;
        return true;
    }

    /** A round trip begins: what was taken before does not count. */
    void sampleBegins(Iterable<Relay> relays) {
        relays.forEach(relay -> relay.consumedSinceSample(0));
    }

    /** A round trip is over: gives the streams that were held up their larger windows. */
    void sampleEnds(Iterable<Relay> relays, Grower grower) {
        if (!sampling) {
            return;
        }
        sampling = false;
        for (Relay relay : relays) {
            int target = mayGrowTo(relay);
            if (relay.consumedSinceSample() >= relay.window() / 2 && target > relay.window()) {
                int delta = target - relay.window();
                if (shared.take(delta)) {
                    budget -= delta;
                    relay.window(target);
                    grower.grow(relay, delta);
                }
            }
            relay.consumedSinceSample(0);
        }
    }

    /** A stream is over; what its window had grown by goes back to the budget. */
    void left(Relay relay) {
        int grown = relay.window() - limits.streamWindow();
        budget += grown;
        shared.giveBack(grown);
    }

    private int mayGrowTo(Relay relay) {
        return (int)
                Math.min(
                        Math.min(2L * relay.window(), limits.maxStreamWindow()),
                        (long) relay.window() + budget / 2);
    }

    /** Tells the peer of a larger window. */
    @FunctionalInterface
    interface Grower {
        void grow(Relay relay, int delta);
    }
}
