/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Instant;

/**
 * A gateway that has not answered lately.
 *
 * @param wakes how many in a row have gone unanswered, at least 1
 * @param until no message that costs is sent to it before
 */
public record Silence(String gatewayId, int wakes, Instant until) {
    public Silence {
        Gateway.requireId(gatewayId);
        if (wakes < 1) {
            throw new IllegalArgumentException("a silence of " + wakes + " wakes");
        }
    }
}
