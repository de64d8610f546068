/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.List;
import java.util.Objects;

/**
 * The gateway's answer to a stream.
 *
 * @param status 200: the service has accepted; 502: the service does not accept connections; 404:
 *     not offered; 407: the gateway itself asks who the client is; anything else: refused. 100 to
 *     599
 * @param steps the value of the {@code reveille-steps} field, at most 100 characters; empty if
 *     there was none
 * @param challenges with 407 the values of the {@code proxy-authenticate} fields (RFC 9110 section
 *     11.7.1), to be handed to the client as they are: at most {@value #MOST_CHALLENGES} of at most
 *     {@value #LONGEST_CHALLENGE} printable characters; empty otherwise
 */
public record StreamAnswer(int status, String steps, List<String> challenges) {

    /** How many challenges are passed on. */
    public static final int MOST_CHALLENGES = 4;

    /** How long one may be. */
    public static final int LONGEST_CHALLENGE = 500;

    public StreamAnswer {
        Objects.requireNonNull(steps, "steps");
        challenges = List.copyOf(challenges);
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status: " + status);
        }
    }

    /** An answer without challenges. */
    public StreamAnswer(int status, String steps) {
        this(status, steps, List.of());
    }

    /** Whether octets may flow. */
    public boolean isAccepted() {
        return status == 200;
    }
}
