/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.mail;

import io.reveille.server.registry.RouteHealth;
import io.reveille.server.signal.MailRouteSettings;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Submits mails, over connections that are used again while they live. */
public final class MailSubmission implements AutoCloseable {
    /** How many mails wait for a connection at most. */
    private static final int MOST_WAITING = 10_000;

    private final MailRouteSettings settings;
    private final ThreadPoolExecutor senders;
    private final ScheduledThreadPoolExecutor closer;
    private final Deque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile RouteHealth health = RouteHealth.unknown("no mail has been sent yet");

    public MailSubmission(MailRouteSettings settings) {
        this.settings = settings;
        ThreadFactory threads = threads("mail-send-" + settings.host());
        senders =
                new ThreadPoolExecutor(
                        settings.connections(),
                        settings.connections(),
                        settings.idleClose().toMillis(),
                        TimeUnit.MILLISECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        threads);
        senders.allowCoreThreadTimeOut(true);
        closer = new ScheduledThreadPoolExecutor(1, threads);
        closer.setRemoveOnCancelPolicy(true);
        if (!settings.probe().isZero()) {
            long millis = settings.probe().toMillis();
            var unused =
                    closer.scheduleWithFixedDelay(
                            this::queueProbe, 0, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void queueProbe() {
        try {
            senders.execute(this::probe);
        } catch (RejectedExecutionException e) {
            return; // mails show soon enough how the server is
        }
    }

    /** Says EHLO and logs in, as before a mail. */
    private void probe() {
        try {
            keep(connection());
            health = RouteHealth.up(settings.host() + " would take a mail");
        } catch (MessagingException | IOException | RuntimeException e) {
            health = RouteHealth.down(SmtpProblem.of(e, settings).text());
        }
    }

    /**
     * Jakarta Mail looks for its parts by the thread's class loader, which in a framework is that
     * of whoever made the thread; Angus Mail's own one has them.
     */
    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(SMTPTransport.class.getClassLoader());
            return thread;
        };
    }

    /** Completes when the mail server has accepted the mail; fails with what it says. */
    public CompletionStage<String> send(RequestMail mail, Duration validity) {
        CompletableFuture<String> result = new CompletableFuture<>();
        try {
            senders.execute(() -> send(mail, result));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new IOException("too many mails wait for " + settings.host() + " already", e));
        }
        return result.orTimeout(validity.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send(RequestMail mail, CompletableFuture<String> result) {
        if (result.isDone()) {
            return; // its time is over
        }
        try {
            SmtpConnection connection = connection();
            try {
                String answer = connection.send(mail);
                keep(connection);
                health = RouteHealth.up("the last mail was accepted");
                result.complete(
                        "accepted by " + settings.host() + ", " + mail.id() + ": " + answer);
            } catch (MessagingException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            SmtpProblem problem = SmtpProblem.of(e, settings);
            if (!problem.mail()) {
                health = RouteHealth.degraded(problem.text());
            }
            result.completeExceptionally(new IOException(problem.text(), e));
        }
    }

    private SmtpConnection connection() throws MessagingException, IOException {
        for (Optional<SmtpConnection> kept = kept(); kept.isPresent(); kept = kept()) {
            if (kept.get().isAlive()) {
                return kept.get();
            }
            kept.get().close();
        }
        return SmtpConnection.open(settings);
    }

    private Optional<SmtpConnection> kept() {
        return Optional.ofNullable(idle.pollFirst());
    }

    private void keep(SmtpConnection connection) {
        idle.addFirst(connection);
        if (senders.isShutdown()) {
            closeIdle(0);
            return;
        }
        var unused =
                closer.schedule(
                        () -> closeIdle(settings.idleClose().toNanos()),
                        settings.idleClose().toMillis() + 1,
                        TimeUnit.MILLISECONDS);
    }

    private void closeIdle(long nanos) {
        idle.removeIf(
                connection -> {
                    boolean over = System.nanoTime() - connection.usedAt() >= nanos;
                    if (over) {
                        connection.close();
                    }
                    return over;
                });
    }

    /** How the last mail fared, or the last probe after it. */
    public RouteHealth health() {
        return health;
    }

    @Override
    public void close() {
        senders.shutdownNow();
        closer.shutdownNow();
        closeIdle(0);
    }
}
