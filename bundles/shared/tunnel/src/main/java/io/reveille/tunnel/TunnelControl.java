/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the proxy asks of the gateway itself rather than of a service behind it: one line of text
 * and one line in answer, each on a stream of its own with a reserved authority. Only the proxy at
 * the other end of this very tunnel can ask; {@link ProxyTunnel#open} gives that authority to no
 * client.
 */
@ConsumerType
@FunctionalInterface
public interface TunnelControl {

    /** The authority of control streams; no service can have this name. */
    String AUTHORITY = "control.reveille";

    /** How many octets of UTF-8 a question or an answer has at most. */
    int LONGEST = 192 * 1024;

    /** How many questions may be open on one tunnel at the same time. */
    int MOST_AT_ONCE = 4;

    /**
     * Answers. Called on the tunnel's event loop: must not block.
     *
     * @param question at most {@link #LONGEST} octets of whatever the proxy sent
     * @return the answer, at most as long; a failure resets the stream and tells nothing
     */
    CompletionStage<String> answer(String question);

    /** Of a gateway that answers nothing. */
    static TunnelControl none() {
        return question ->
                CompletableFuture.failedStage(
                        new TunnelControlException("this gateway answers nothing"));
    }
}
