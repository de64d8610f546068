/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import java.util.Optional;
import java.util.concurrent.Future;

/** Ends what is going on now, and whatever begins later. */
public final class Cancellation {
    private boolean cancelled;
    private Optional<Future<?>> current = Optional.empty();

    /** This is what is going on now, until {@link #over()}. */
    synchronized void begun(Future<?> work) {
        current = Optional.of(work);
        if (cancelled) {
            work.cancel(true);
        }
    }

    synchronized void over() {
        current = Optional.empty();
    }

    /** Cancels; for good. */
    public synchronized void cancel() {
        cancelled = true;
        current.ifPresent(work -> work.cancel(true));
    }
}
