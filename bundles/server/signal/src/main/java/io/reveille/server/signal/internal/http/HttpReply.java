/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.http;

import java.time.Duration;
import java.util.Optional;

/**
 * What a provider answered.
 *
 * @param status of HTTP (RFC 9110, 15)
 * @param retryAfter how long it wants to be left alone (RFC 9110, 10.2.3)
 * @param body the beginning of it, as text
 */
public record HttpReply(int status, Optional<Duration> retryAfter, String body) {
    private static final int SHOWN = 120;

    /** Whether it took the message. */
    public boolean accepted() {
        return status / 100 == 2;
    }

    /** Whether it may take the same message later. */
    boolean passing() {
        return status == 408 || status == 425 || status == 429 || status / 100 == 5;
    }

    /** For people: status and the beginning of the body, without control characters. */
    public String words() {
        String line = body.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        return shown.isEmpty() ? "status " + status : "status " + status + ": " + shown;
    }
}
