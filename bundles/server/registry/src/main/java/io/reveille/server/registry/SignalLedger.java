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

    /**
     * Strikes out a message that was not sent after all.
     *
     * @throws IllegalStateException if the store can't take it
     */
    void refund(SignalCharge charge);

    /** What was sent from then on, oldest first. */
    List<SignalCharge> since(Instant from);

    /** The same summed up by gateway, channel and currency, in this order. */
    List<SignalSum> sums(Instant from);

    /** The gateways that have not answered lately. */
    List<Silence> silences();

    /** Remembers that a gateway has not answered, instead of what was known before. */
    void silent(Silence silence);

    /** Forgets the silence of a gateway that has dialled in. */
    void answered(String gatewayId);
}
