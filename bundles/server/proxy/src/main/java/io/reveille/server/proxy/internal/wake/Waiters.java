/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.wake;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;
import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SignalBudget;
import java.time.Duration;
import java.util.Optional;

/** The clients of one wake, as seen from it. */
public interface Waiters {
    /**
     * For whose sake the next request is sent, as budgets count; empty if no one waits any more,
     * and nothing is to be sent.
     */
    Optional<String> source();

    /**
     * A fresh request for a tunnel for those who wait.
     *
     * @throws RuntimeException if there can be none; its message says why
     */
    Octets seal(SignalChannel channel, Duration validity);

    /** Step D: what came of a signal. */
    void told(String detail);

    /** The gateway cannot be woken. */
    void over(Outcome outcome, String reason);

    /** The gateway may not be woken for them now. */
    void over(SignalBudget.Refusal refusal);
}
