/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One client's wish for a gateway's service, from lookup to end.
 *
 * @param key unique, short, in order of time
 * @param client address and port, as text
 * @param user who the client is, if it said so
 * @param endedAt absent while open, and when interrupted by a crash
 * @param steps in order of time
 * @param reason what ended it, for people; empty while open
 * @param octetsUp from client to terminal
 * @param octetsDown from terminal to client
 */
public record Session(
        String key,
        String gatewayId,
        String service,
        String client,
        Optional<String> user,
        Instant openedAt,
        Optional<Instant> endedAt,
        List<SessionStep> steps,
        Outcome outcome,
        String reason,
        long octetsUp,
        long octetsDown) {
    public Session {
        steps = List.copyOf(steps);
    }
}
