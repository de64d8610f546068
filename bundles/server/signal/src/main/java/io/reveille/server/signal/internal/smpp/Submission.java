/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.signal.internal.smpp;

import io.reveille.server.signal.SmsRefusedException;
import io.reveille.server.signal.internal.sms.SmsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** One request on its way to being accepted. */
final class Submission {
    private static final int MOST_TRIES = 3;

    private final SmsMessage request;
    private final SmppLink link;
    private final Submitter submitter;
    private final Throttle throttle;
    private final BiConsumer<Runnable, Duration> later;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final long deadline;
    private int unanswered;
    private String lastReason = "it never got its turn";

    Submission(
            SmsMessage request,
            SmppLink link,
            Submitter submitter,
            Throttle throttle,
            BiConsumer<Runnable, Duration> later) {
        this.request = request;
        this.link = link;
        this.submitter = submitter;
        this.throttle = throttle;
        this.later = later;
        this.deadline = System.nanoTime() + request.validity().toNanos();
    }

    CompletableFuture<String> result() {
        return result;
    }

    private void refuse(String reason) {
        result.completeExceptionally(new SmsRefusedException(reason));
    }

    void fail(String reason) {
        result.completeExceptionally(new IOException(reason));
    }

    /** Goes on as soon as the link is there and nothing is held back; never blocks for that. */
    void attempt() {
        Duration pause = throttle.pause();
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            fail("not accepted within " + request.validity().toSeconds() + " s: " + lastReason);
        } else if (pause.toMillis() > 0) {
            later.accept(this::attempt, pause.compareTo(left) < 0 ? pause : left);
        } else {
            Duration patience = left.compareTo(SmppLink.GRACE) < 0 ? left : SmppLink.GRACE;
            Future<SMPPSession> unused =
                    link.bound()
                            .copy()
                            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                            .whenComplete(this::bound);
        }
    }

    private void bound(SMPPSession session, @Nullable Throwable failure) {
        if (failure != null) {
            fail(link.health().text());
        } else {
            later.accept(() -> submit(session), Duration.ZERO);
        }
    }

    private void submit(SMPPSession session) {
        Duration left = left();
        try {
            if (left.isNegative() || throttle.pause().toMillis() > 0) {
                attempt();
                return;
            }
            String accepted = submit(session, left);
            throttle.release();
            result.complete(accepted);
        } catch (NegativeResponseException e) {
            refused(e.getCommandStatus());
        } catch (ResponseTimeoutException e) {
            again("no answer came in time");
        } catch (IOException e) {
            again("the connection was lost");
        } catch (PDUException | InvalidResponseException | RuntimeException e) {
            refuse("not sent: " + e.getMessage());
        }
    }

    private String submit(SMPPSession session, Duration left)
            throws PDUException,
                    ResponseTimeoutException,
                    InvalidResponseException,
                    NegativeResponseException,
                    IOException {
        link.blocked().enter(session);
        try {
            return submitter.submit(session, request, left);
        } finally {
            link.blocked().leave();
        }
    }

    private void refused(int status) {
        String reason = "refused by " + submitter.centre() + ": " + CommandStatus.text(status);
        if (CommandStatus.passing(status)) {
            throttle.hold();
            lastReason = reason;
            attempt();
        } else {
            refuse(reason);
        }
    }

    private void again(String reason) {
        lastReason = reason;
        unanswered++;
        if (unanswered < MOST_TRIES) {
            later.accept(this::attempt, Duration.ofMillis(100));
        } else {
            fail("tried " + MOST_TRIES + " times: " + reason);
        }
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}
