/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.signal.SmppSettings;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Submits requests, a window of them at a time, and keeps those that have to wait. */
public final class Dispatch implements AutoCloseable {
    /** The most requests that wait; a fleet that wakes all at once has its rate from the centre. */
    static final int MOST_WAITING = 10_000;

    private final SmppLink link;
    private final Submitter submitter;
    private final ScheduledThreadPoolExecutor workers;
    private final Throttle throttle = new Throttle();
    private final Set<Submission> waiting = ConcurrentHashMap.newKeySet();

    public Dispatch(SmppSettings settings, SmppLink link, Receipts receipts) {
        this.link = link;
        this.submitter = new Submitter(settings, receipts);
        workers =
                new ScheduledThreadPoolExecutor(
                        settings.window(), Threads.named("smpp-send-" + settings.host()));
        workers.setRemoveOnCancelPolicy(true);
    }

    /** Completes when the centre has accepted the request; fails when it never will. */
    public CompletionStage<String> send(SmsMessage request) {
        Submission submission = new Submission(request, link, submitter, throttle, this::later);
        if (waiting.size() >= MOST_WAITING) {
            submission.fail(MOST_WAITING + " requests are waiting for the centre already");
            return submission.result();
        }
        waiting.add(submission);
        CompletionStage<String> unused =
                submission.result().whenComplete((accepted, failure) -> waiting.remove(submission));
        later(submission::attempt, Duration.ZERO);
        return submission.result();
    }

    private void later(Runnable task, Duration pause) {
        try {
            Future<?> unused = workers.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        waiting.forEach(
                submission ->
                        submission
                                .result()
                                .completeExceptionally(
                                        new IOException(
                                                "the route was closed before the centre answered")));
    }
}
