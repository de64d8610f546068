/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends the connection under whatever takes too long on it: a server that sends one octet at a time
 * never runs into a time-out.
 *
 * @param keeper where it is seen to
 * @param timeout for one answer
 */
record MailDeadline(ScheduledExecutorService keeper, TrackedSockets sockets, Duration timeout) {
    private static final int ANSWERS = 4;

    /** Something that needs the server. */
    interface Step<T> {
        T run() throws MessagingException, IOException, InterruptedException;
    }

    /** Something that needs the server and gives nothing. */
    interface Action {
        void run() throws MessagingException, IOException, InterruptedException;
    }

    /**
     * Does it.
     *
     * @param wait how long it may take beside the server's answers
     */
    <T> T within(Duration wait, Step<T> step)
            throws MessagingException, IOException, InterruptedException {
        Future<?> cut =
                keeper.schedule(
                        sockets::cut,
                        wait.plus(timeout.multipliedBy(ANSWERS)).toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return step.run();
        } finally {
            cut.cancel(false);
        }
    }

    /** Does it. */
    void act(Duration wait, Action action)
            throws MessagingException, IOException, InterruptedException {
        within(
                wait,
                () -> {
                    action.run();
                    return "done";
                });
    }
}
