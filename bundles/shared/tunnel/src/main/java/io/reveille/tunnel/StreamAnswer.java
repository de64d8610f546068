/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.Objects;

/**
 * The gateway's answer to a stream.
 *
 * @param status 200: the service has accepted; 502: the service does not accept connections; 404:
 *     not offered; anything else: refused. 100 to 599
 * @param steps the value of the {@code reveille-steps} field, at most 100 characters; empty if
 *     there was none
 */
public record StreamAnswer(int status, String steps) {

    public StreamAnswer {
        Objects.requireNonNull(steps, "steps");
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status: " + status);
        }
    }

    /** Whether octets may flow. */
    public boolean isAccepted() {
        return status == 200;
    }
}
