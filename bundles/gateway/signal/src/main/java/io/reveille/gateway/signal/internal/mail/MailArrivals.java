/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.gateway.signal.MailSettings;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for new mail: by IDLE (RFC 2177) where the server has it, else by asking from time to time.
 * The IDLE is renewed when the server has been silent for the keep-alive time; a server that does
 * not answer that in time has lost the connection.
 */
final class MailArrivals {
    private static final Logger LOG = LoggerFactory.getLogger(MailArrivals.class);

    private final IMAPFolder folder;
    private final MailSettings settings;
    private final ScheduledExecutorService keeper;
    private final CountDownLatch stop;
    private final boolean idle;
    private final AtomicBoolean arrived = new AtomicBoolean();
    private volatile boolean waiting;

    MailArrivals(
            IMAPFolder folder,
            MailSettings settings,
            ScheduledExecutorService keeper,
            CountDownLatch stop)
            throws MessagingException {
        this.folder = folder;
        this.settings = settings;
        this.keeper = keeper;
        this.stop = stop;
        this.idle =
                (Boolean)
                        folder.doCommand(
                                protocol -> {
                                    protocol.addResponseHandler(this::heard);
                                    return protocol.hasCapability("IDLE");
                                });
    }

    /** Whether the server tells of new mail by itself. */
    boolean areTold() {
        return idle;
    }

    /** Whether there is new mail since this was asked last. */
    boolean taken() {
        return arrived.getAndSet(false);
    }

    private void heard(Response response) {
        if (response instanceof IMAPResponse told && told.keyEquals("EXISTS")) {
            arrived.set(true);
            if (waiting) {
                var unused = keeper.submit(this::wake); // it may have come before the IDLE began
            }
        }
    }

    /**
     * Waits until there may be new mail, at most so long.
     *
     * @throws MessagingException when the connection is lost
     */
    void await(Duration most) throws MessagingException, InterruptedException {
        if (arrived.get()) {
            return;
        }
        if (!idle) {
            Duration wait = shorter(most, settings.poll());
            if (!stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                noop();
            }
            return;
        }
        Duration wait = shorter(most, settings.keepAlive());
        waiting = true;
        Future<?> renewal = keeper.schedule(this::wake, wait.toMillis(), TimeUnit.MILLISECONDS);
        try {
            folder.idle(true);
        } finally {
            waiting = false;
            renewal.cancel(false);
        }
    }

    /** Ends the IDLE; the answer to that shows that the connection is alive. */
    private void wake() {
        if (waiting) {
            try {
                folder.doCommand(protocol -> "nothing more");
            } catch (MessagingException | IllegalStateException e) {
                LOG.debug("The connection was lost meanwhile", e); // who waits learns it as well
            }
        }
    }

    private void noop() throws MessagingException {
        folder.doCommand(
                protocol -> {
                    protocol.noop();
                    return "done";
                });
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
