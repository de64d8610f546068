/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether one more message may be sent; asked right before each, by the public proxy. An OSGi
 * service; several must all agree, and without any there is no limit.
 */
@ConsumerType
public interface SignalBudget {
    /**
     * Takes a message from the budget, if there is enough of it. Does not block for long.
     *
     * @return why it must not be sent, for people and the session's record; empty if it may be
     */
    Optional<String> refusal(Order order);

    /**
     * A message that is about to be sent.
     *
     * @param sessionKey of the client for whose sake, as {@link SessionRecorder#key()}
     */
    record Order(Gateway to, SignalRoute by, String sessionKey) {}
}
