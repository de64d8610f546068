/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry.internal.store;

import io.reveille.server.registry.Outcome;
import io.reveille.server.registry.SessionStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be written of one session.
 *
 * @param opening if the session is new
 * @param firstPosition place of the first of the steps in the session
 * @param steps in order of their being recorded
 * @param ending if the session has ended
 */
public record SessionChange(
        String key,
        Optional<Opening> opening,
        int firstPosition,
        List<SessionStep> steps,
        long octetsUp,
        long octetsDown,
        Optional<Ending> ending) {
    public SessionChange {
        steps = List.copyOf(steps);
    }

    /** The beginning alone. */
    public static SessionChange of(Opening opening) {
        return new SessionChange(
                opening.key(), Optional.of(opening), 0, List.of(), 0, 0, Optional.empty());
    }

    /** Whether someone relies on it to be on the disk. */
    public boolean weighty() {
        return opening.isPresent() || ending.isPresent();
    }

    /** How a session begins. */
    public record Opening(
            String key,
            String gatewayId,
            String service,
            String client,
            Optional<String> user,
            Instant openedAt) {}

    /** How a session ends. */
    public record Ending(Outcome outcome, String reason, Instant at) {}
}
