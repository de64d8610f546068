/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal;

import io.reveille.protocol.RefusalReason;
import io.reveille.protocol.Verdict;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes verdicts take the same time. Who watches the channel sees when the gateway is done with a
 * message: an MQTT acknowledgement, a mail's flag, the next message being taken. That must not tell
 * a forgery from a copy, from an old request, or from one that is accepted.
 *
 * <p>Every message that was opened, or that it was tried to open, takes a whole multiple of 50 ms;
 * nearly always one. Those that were refused before, by what is in clear in them or because there
 * are too many, are done with at once: the sender knows all that their time tells, and a flood must
 * not hold up the rest. How many messages are opened is limited, so this costs a few seconds a
 * minute at most.
 */
public final class EvenPace {
    private static final long BEAT_NANOS = Duration.ofMillis(50).toNanos();

    private EvenPace() {}

    /**
     * Waits for the next beat, if the verdict needs it.
     *
     * @param sinceNanos when the message came, by {@link System#nanoTime}
     */
    public static void keep(long sinceNanos, Verdict verdict) {
        if (!wasOpened(verdict)) {
            return;
        }
        long spent = System.nanoTime() - sinceNanos;
        long until = sinceNanos + (spent / BEAT_NANOS + 1) * BEAT_NANOS;
        for (long left = until - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static boolean wasOpened(Verdict verdict) {
        return !(verdict instanceof Verdict.Refused refused)
                || refused.reason().compareTo(RefusalReason.RATE_LIMITED) > 0;
    }
}
