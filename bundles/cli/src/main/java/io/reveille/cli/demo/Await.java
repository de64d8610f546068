/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.cli.demo;

import io.reveille.cli.CommandFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition that only another process can bring about. */
final class Await {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /**
     * The first value that {@code look} finds; fails with {@code what} when there is none in time.
     */
    static <T> T first(String what, Duration limit, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new CommandFailedException(
                        what + " did not happen within " + limit.toSeconds() + " s");
            }
            if (Thread.interrupted()) {
                throw new CommandFailedException("interrupted while waiting: " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
