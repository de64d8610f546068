/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import io.reveille.protocol.Step;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes down one session. All methods return at once and may be called from any thread; a writer
 * thread keeps their order. After {@link #end} everything is ignored.
 */
@ProviderType
public interface SessionRecorder {
    /** The session's key, as people use it to ask for the session. */
    String key();

    /** A step that is happening now. */
    void step(Step step, String detail);

    /** A step that happened a while ago, as told by the other side. */
    void step(Step step, Duration ago, String detail);

    /** Octets carried so far: up is client to terminal, down is terminal to client. */
    void octets(long up, long down);

    /**
     * Ends the session, once.
     *
     * @param outcome anything but {@link Outcome#OPEN}
     * @param reason what happened, for people; may be empty
     */
    void end(Outcome outcome, String reason);
}
