/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.proxy.internal.enrolment;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the enrolment endpoint listens and what it bears.
 *
 * @param listen port 0 for any free one
 * @param connections at a time, 1 to 10000; an eighth of them from one source
 * @param deadline for a connection from its beginning to its answer, 100 ms to 5 minutes
 * @param attempts that one source may make at once, 1 to 1000
 * @param interval in which a source gains one more attempt, 1 ms to 1 hour
 */
public record EnrolmentSettings(
        InetSocketAddress listen,
        int connections,
        Duration deadline,
        int attempts,
        Duration interval) {
    public EnrolmentSettings {
        require(
                connections >= 1 && connections <= 10_000,
                "connections must be 1 to 10000, but is " + connections);
        require(
                between(deadline, Duration.ofMillis(100), Duration.ofMinutes(5)),
                "deadline must be 100 ms to 5 minutes, but is " + deadline);
        require(
                attempts >= 1 && attempts <= 1000,
                "attempts must be 1 to 1000, but is " + attempts);
        require(
                between(interval, Duration.ofMillis(1), Duration.ofHours(1)),
                "interval must be 1 ms to 1 hour, but is " + interval);
    }

    /** 128 connections, 30 s, 20 attempts and then one every 3 s. */
    public static EnrolmentSettings at(InetSocketAddress listen) {
        return new EnrolmentSettings(
                listen, 128, Duration.ofSeconds(30), 20, Duration.ofSeconds(3));
    }

    private static boolean between(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw new IllegalArgumentException(message);
        }
    }
}
