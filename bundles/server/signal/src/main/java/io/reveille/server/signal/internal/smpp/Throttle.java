/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Holds all requests back for a while after the centre has asked for that. */
final class Throttle {
    private final Backoff backoff =
            new Backoff(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    () -> ThreadLocalRandom.current().nextDouble());
    private long openAt = System.nanoTime();

    /** The centre has had enough for now. */
    synchronized void hold() {
        long until = System.nanoTime() + backoff.next().toNanos();
        if (until - openAt > 0) {
            openAt = until;
        }
    }

    /** The centre has accepted something. */
    void release() {
        backoff.reset();
    }

    /** How long to wait; nothing or less when the way is open. */
    synchronized Duration pause() {
        return Duration.ofNanos(openAt - System.nanoTime());
    }
}
