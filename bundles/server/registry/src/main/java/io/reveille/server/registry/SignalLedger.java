/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The messages that were sent to wake gateways, kept for 31 days: what budgets go by after a
 * restart, and what they cost.
 */
@ProviderType
public interface SignalLedger {
    /**
     * Writes down a message before it is sent; on disk when this returns. That takes some
     * milliseconds, so it is not for an event loop.
     *
     * @throws IllegalStateException if the store can't take it; then it must not be sent
     */
    void charge(SignalCharge charge);

    /** What was sent from then on, oldest first. */
    List<SignalCharge> since(Instant from);

    /** The same summed up by gateway, channel and currency, in this order. */
    List<SignalSum> sums(Instant from);
}
