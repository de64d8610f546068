/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import java.time.Duration;

/** How often a gateway may dial, over all proxies. */
public interface DialBudget {
    /**
     * How long until the next dial; zero when one has just been taken from the budget.
     *
     * @param nowNanos by {@link System#nanoTime}
     */
    Duration take(long nowNanos);
}
