/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Says whether one more message may be sent; asked right before each, by the public proxy. */
@ConsumerType
public interface SignalBudget {
    /**
     * Takes a message from the budget, if there is enough of it, and writes it down: it may be sent
     * then. Takes a disk's time, so it is not for an event loop.
     *
     * @return why it must not be sent; empty if it may be
     * @throws IllegalStateException if it can't be written down; then it must not be sent either
     */
    Optional<Refusal> refusal(Order order);

    /**
     * Puts back what was taken last for such a message, for its route has refused it before
     * anything left this machine. Takes a disk's time.
     */
    default void refund(Order order) {}

    /**
     * A message that is about to be sent.
     *
     * @param source for whose sake: a user's name, or a client's address as budgets count it; 1 to
     *     64 characters
     */
    record Order(Gateway to, SignalRoute by, String source) {}

    /**
     * Why a message must not be sent, and until when.
     *
     * @param reason for people, without the time
     * @param left how long until it may be asked again
     * @param again the same as a time of day
     */
    record Refusal(String reason, Duration left, Instant again) {
        /** Reason and time, for people and the session's record. */
        @Override
        public String toString() {
            return reason + "; again at " + again.truncatedTo(ChronoUnit.SECONDS);
        }
    }
}
