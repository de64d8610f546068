/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mail;

import io.reveille.gateway.signal.MailSettings;
import io.reveille.gateway.signal.SignalListener;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TokenBucket;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a mailbox read, on a thread of its own, for as long as it takes. */
public final class MailWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailWatch.class);
    private static final int BURST = 30;
    private static final Duration TOO_MANY = Duration.ofSeconds(2);

    private final MailSettings settings;
    private final MailReader reader;
    private final TokenBucket rate;
    private final MailPauses pauses;
    private final TrackedSockets sockets = new TrackedSockets();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile String state = "connecting";
    private MailPosition stored;

    public MailWatch(MailSettings settings, SignalListener listener) {
        this.settings = settings;
        this.stored =
                settings.positionFile().flatMap(MailPosition::load).orElse(MailPosition.start(0));
        this.reader = new MailReader(stored, listener);
        this.pauses = new MailPauses(settings.firstPause(), settings.longestPause());
        this.rate =
                new TokenBucket(
                        BURST,
                        Duration.ofMinutes(1).dividedBy(settings.mailsPerMinute()),
                        System::nanoTime);
    }

    /** Begins; returns at once. */
    public void start(String name) {
        Thread thread = new Thread(() -> run(name), name);
        thread.setDaemon(true);
        // Jakarta Mail looks for its parts by the thread's class loader, which in a framework is
        // that of whoever started this; Angus Mail's own one has them
        thread.setContextClassLoader(IMAPStore.class.getClassLoader());
        thread.start();
    }

    private void run(String name) {
        ScheduledThreadPoolExecutor keeper =
                new ScheduledThreadPoolExecutor(
                        2,
                        task -> {
                            Thread thread = new Thread(task, name + "-keeper");
                            thread.setDaemon(true);
                            return thread;
                        });
        keeper.setRemoveOnCancelPolicy(true);
        try {
            while (stop.getCount() > 0) {
                connected(new MailDeadline(keeper, sockets, settings.timeout()));
                sockets.cut();
                var unused = stop.await(pauses.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            keeper.shutdownNow();
        }
    }

    private void connected(MailDeadline deadline) throws InterruptedException {
        try {
            IMAPFolder folder =
                    deadline.within(Duration.ZERO, () -> MailConnection.open(settings, sockets));
            Mailbox mailbox = new Mailbox(folder, settings.processedFolder());
            MailArrivals arrivals = new MailArrivals(folder, settings, deadline.keeper(), stop);
            tell(
                    arrivals.areTold()
                            ? "waiting for mail"
                            : "asking for mail every "
                                    + settings.poll().toSeconds()
                                    + " s, for the server cannot tell by itself");
            boolean list = true;
            while (stop.getCount() > 0) {
                Duration wait = read(mailbox, list, deadline);
                pauses.reset();
                deadline.act(wait, () -> arrivals.await(wait));
                list = arrivals.taken();
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            if (stop.getCount() > 0) {
                LOG.debug("The connection to the mail server has ended", e);
                tell(MailProblem.describe(e, settings) + "; trying again");
            }
        }
    }

    /** Reads until there is nothing more, or nothing more for now; tells how long to wait then. */
    private Duration read(Mailbox mailbox, boolean list, MailDeadline deadline)
            throws MessagingException, IOException, InterruptedException {
        if (list) {
            deadline.act(Duration.ZERO, () -> reader.list(mailbox));
        }
        while (reader.hasMore() && stop.getCount() > 0) {
            if (!rate.admits(SignalChannel.EMAIL)) {
                return TOO_MANY;
            }
            if (!deadline.within(Duration.ZERO, () -> reader.readOne(mailbox))) {
                return settings.firstPause();
            }
        }
        MailPosition now = reader.position();
        if (!now.equals(stored)) {
            stored = now;
            settings.positionFile().ifPresent(now::store);
        }
        return settings.keepAlive();
    }

    private void tell(String now) {
        if (!now.equals(state)) {
            state = now;
            LOG.info("{}", health());
        }
    }

    /** One sentence for people. */
    public String health() {
        return "mail for "
                + settings.user()
                + " at "
                + settings.host()
                + ":"
                + settings.port()
                + ": "
                + state
                + "; "
                + reader;
    }

    /** Ends all; waits for nothing. */
    @Override
    public void close() {
        stop.countDown();
        state = "closed";
        sockets.close();
    }
}
