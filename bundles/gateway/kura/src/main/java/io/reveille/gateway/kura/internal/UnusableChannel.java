/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import io.reveille.gateway.signal.SignalSource;
import io.reveille.protocol.SignalChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel whose configuration cannot be used: it carries nothing, and says why wherever channels
 * are shown.
 *
 * @param problem names the key and says what to write
 */
record UnusableChannel(SignalChannel channel, String problem) implements SignalSource {
    private static final Logger LOG = LoggerFactory.getLogger(UnusableChannel.class);

    /** Says so in the log too. */
    static UnusableChannel of(SignalChannel channel, IllegalArgumentException why) {
        String problem = String.valueOf(why.getMessage());
        LOG.error("A channel is unusable: {}", problem);
        return new UnusableChannel(channel, problem);
    }

    @Override
    public String health() {
        return "unusable: " + problem;
    }

    @Override
    public void close() {
        // there is nothing open
    }
}
