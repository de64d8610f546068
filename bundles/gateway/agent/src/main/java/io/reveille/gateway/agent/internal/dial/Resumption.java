/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.dial;

import io.reveille.protocol.SessionId;
import io.reveille.protocol.TunnelToken;
import java.time.Duration;

/**
 * With what the gateway may dial its proxy again, once, when it loses the tunnel through which this
 * was told (wire format, "Lost tunnels").
 *
 * @param session shown with the token
 * @param token good once
 * @param validity how long after the loss, up to an hour
 */
public record Resumption(SessionId session, TunnelToken token, Duration validity) {
    private static final Duration LONGEST = Duration.ofHours(1);

    public Resumption {
        if (validity.isNegative() || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("resume: seconds are 0 to 3600");
        }
    }
}
