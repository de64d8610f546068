/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what only another process can bring about. */
final class Await {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /**
     * Returns when {@code happened}; fails with {@code what} when it does not within {@code limit}.
     */
    static void until(String what, Duration limit, BooleanSupplier happened) {
        long start = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new LabException(what + " did not happen within " + limit.toSeconds() + " s");
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted while waiting: " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
