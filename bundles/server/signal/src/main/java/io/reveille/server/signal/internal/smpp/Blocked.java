/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import java.util.HashMap;
import java.util.Map;
import org.jsmpp.session.SMPPSession;

/**
 * The threads that wait for an answer. The library lets them wait for their time-out even when the
 * connection is gone; an interrupt ends the wait as a time-out does.
 */
final class Blocked {
    private final Map<Thread, SMPPSession> waiting = new HashMap<>();

    /** This thread is about to wait; must be followed by {@link #leave()}. */
    synchronized void enter(SMPPSession session) {
        waiting.put(Thread.currentThread(), session);
    }

    /** This thread no longer waits; an interrupt that came too late is taken back. */
    synchronized void leave() {
        waiting.remove(Thread.currentThread());
        boolean unused = Thread.interrupted();
    }

    /** No answer will come by this session any more. */
    synchronized void release(SMPPSession session) {
        waiting.forEach(
                (thread, own) -> {
                    if (own == session) {
                        thread.interrupt();
                    }
                });
    }
}
