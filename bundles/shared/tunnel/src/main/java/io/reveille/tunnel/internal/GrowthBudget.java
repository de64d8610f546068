/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel.internal;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/** Octets by which the windows of many tunnels together may still grow. */
final class GrowthBudget {
    /** A quarter of the direct memory that Netty may have, for all tunnels that proxies hold. */
    static final GrowthBudget OF_PROCESS =
            new GrowthBudget(PlatformDependent.maxDirectMemory() / 4);

    private final AtomicLong left;

    GrowthBudget(long octets) {
        this.left = new AtomicLong(octets);
    }

    /** Takes so many, or none and returns false. */
    boolean take(long octets) {
        if (left.addAndGet(-octets) >= 0) {
            return true;
        }
        left.addAndGet(octets);
        return false;
    }

    void giveBack(long octets) {
        left.addAndGet(octets);
    }
}
