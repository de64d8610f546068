/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of a {@link RequestOrder}.
 *
 * @param sessionKey of the session that records what becomes of it
 * @param text the sealed request in its text form, unless it was sent; harmless to who reads it,
 *     but who carries it to the gateway brings the tunnel up
 * @param to the number or the mailbox where it is to be sent
 * @param expires when it is good no longer
 */
public record RequestSlip(
        RequestOrder order,
        String sessionKey,
        Optional<String> text,
        Optional<String> to,
        Instant expires) {}
