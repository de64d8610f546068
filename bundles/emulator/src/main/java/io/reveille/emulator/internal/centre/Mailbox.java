/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What waits for one recipient. Belongs to the thread of {@link Forwarding}. */
final class Mailbox {
    final Deque<Parcel> due = new ArrayDeque<>();
    final Deque<Parcel> heldBack = new ArrayDeque<>();
    Optional<Outlet> outlet = Optional.empty();
    boolean busy;
    boolean woken;
    boolean retryPending;

    /** Whether nothing would be lost by forgetting it. */
    boolean isIdle() {
        return due.isEmpty() && heldBack.isEmpty() && outlet.isEmpty() && !busy && !retryPending;
    }
}
