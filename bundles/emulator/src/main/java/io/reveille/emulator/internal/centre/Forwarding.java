/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.emulator.RadioConditions;
import io.reveille.emulator.SmsCentreOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stores and forwards: one delivery at a time for each recipient, in order but for what the
 * conditions spoil; again after a pause while the recipient does not accept it; until it expires.
 */
final class Forwarding implements AutoCloseable {
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor thread;
    private final Map<Recipient, Mailbox> mailboxes = new HashMap<>();
    private final Set<Parcel> travelling = new HashSet<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Random random;
    private final Duration retry;
    private final int capacity;
    private volatile RadioConditions conditions;

    Forwarding(SmsCentreOptions options) {
        this.random = new Random(options.seed());
        this.retry = options.retry();
        this.capacity = options.capacity();
        this.conditions = options.conditions();
        thread = new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "sms-centre"));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void conditions(RadioConditions changed) {
        conditions = changed;
    }

    /** How many parcels are held. */
    int held() {
        return held.get();
    }

    /** Takes a parcel, unless there are too many already. */
    boolean accept(Parcel parcel) {
        if (held.incrementAndGet() > capacity) {
            held.decrementAndGet();
            return false;
        }
        return execute(() -> send(parcel));
    }

    /** A recipient is there from now on. */
    void connect(Recipient recipient, Outlet outlet) {
        execute(
                () -> {
                    mailbox(recipient).outlet = Optional.of(outlet);
                    pump(recipient);
                });
    }

    /** That outlet leads nowhere any more. */
    void disconnect(Recipient recipient, Outlet outlet) {
        execute(
                () -> {
                    Mailbox mailbox = mailbox(recipient);
                    mailbox.outlet = mailbox.outlet.filter(now -> now != outlet);
                    forgetIdle(recipient);
                });
    }

    /** Takes a parcel back; false when it has ended or is being delivered. */
    CompletionStage<Boolean> cancel(Parcel parcel) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        if (!execute(() -> outcome.complete(takeBack(parcel)))) {
            outcome.complete(false);
        }
        return outcome;
    }

    private boolean takeBack(Parcel parcel) {
        Mailbox mailbox = mailbox(parcel.to());
        boolean waited =
                travelling.remove(parcel)
                        || (!isOnItsWay(mailbox, parcel)
                                && (mailbox.due.remove(parcel) || mailbox.heldBack.remove(parcel)));
        forgetIdle(parcel.to());
        if (waited) {
            end(parcel, Fate.DELETED);
        }
        return waited;
    }

    private static boolean isOnItsWay(Mailbox mailbox, Parcel parcel) {
        return mailbox.busy && parcel.equals(mailbox.due.peek());
    }

    /** A recipient that did not accept something may do so now. */
    void wake(Recipient recipient) {
        execute(
                () -> {
                    mailbox(recipient).woken = true; // its refusal may still be on its way
                    pump(recipient);
                });
    }

    private Mailbox mailbox(Recipient recipient) {
        return mailboxes.computeIfAbsent(recipient, unknown -> new Mailbox());
    }

    private void forgetIdle(Recipient recipient) {
        if (mailbox(recipient).isIdle()) {
            mailboxes.remove(recipient);
        }
    }

    private void send(Parcel parcel) {
        RadioConditions now = parcel.to().client() ? RadioConditions.PERFECT : conditions;
        boolean lost = random.nextDouble() < now.loss();
        boolean twice = random.nextDouble() < now.duplication();
        boolean late = random.nextDouble() < now.reordering();
        Duration delay = now.delay().plus(part(now.jitter()));
        if (lost) {
            after(delay, () -> end(parcel, Fate.DELIVERED));
            return;
        }
        travel(parcel, delay, late);
        if (twice && held.incrementAndGet() <= capacity) {
            travel(parcel.copy(), now.delay().plus(part(now.jitter())), false);
        }
        after(Duration.ofNanos(parcel.expires() - System.nanoTime()), () -> expire(parcel));
    }

    private Duration part(Duration most) {
        return Duration.ofNanos((long) (most.toNanos() * random.nextDouble()));
    }

    private void travel(Parcel parcel, Duration delay, boolean late) {
        travelling.add(parcel);
        after(delay, () -> due(parcel, late));
    }

    private void due(Parcel parcel, boolean late) {
        if (!travelling.remove(parcel)) {
            return; // cancelled
        }
        Mailbox mailbox = mailbox(parcel.to());
        if (late) {
            mailbox.heldBack.add(parcel);
            after(LONGEST_HOLD, () -> release(parcel.to()));
            return;
        }
        mailbox.due.add(parcel);
        release(parcel.to());
        pump(parcel.to());
        if (mailbox.outlet.isEmpty()) {
            parcel.fate().accept(Fate.DELAYED);
        }
    }

    /** Lets go of what was held back. */
    private void release(Recipient recipient) {
        Mailbox mailbox = mailbox(recipient);
        mailbox.due.addAll(mailbox.heldBack);
        mailbox.heldBack.clear();
        pump(recipient);
    }

    private void pump(Recipient recipient) {
        Mailbox mailbox = mailbox(recipient);
        if (mailbox.busy || mailbox.outlet.isEmpty() || mailbox.due.isEmpty()) {
            forgetIdle(recipient);
            return;
        }
        Parcel parcel = mailbox.due.element();
        mailbox.busy = true;
        mailbox.woken = false;
        var unused =
                mailbox.outlet
                        .get()
                        .deliver(parcel.load())
                        .thenAccept(accepted -> execute(() -> delivered(parcel, accepted)));
    }

    private void delivered(Parcel parcel, boolean accepted) {
        Mailbox mailbox = mailbox(parcel.to());
        mailbox.busy = false;
        if (accepted || parcel.isExpired(System.nanoTime())) {
            mailbox.due.remove(parcel);
            end(parcel, accepted ? Fate.DELIVERED : Fate.EXPIRED);
            pump(parcel.to());
            return;
        }
        parcel.fate().accept(Fate.DELAYED);
        if (mailbox.woken) {
            pump(parcel.to());
        } else if (!mailbox.retryPending) {
            mailbox.retryPending = true;
            after(
                    retry,
                    () -> {
                        mailbox.retryPending = false;
                        pump(parcel.to());
                    });
        }
    }

    private void expire(Parcel parcel) {
        Mailbox mailbox = mailbox(parcel.to());
        if (!isOnItsWay(mailbox, parcel)
                && (mailbox.due.remove(parcel) || mailbox.heldBack.remove(parcel))) {
            end(parcel, Fate.EXPIRED);
        }
        forgetIdle(parcel.to());
    }

    private void end(Parcel parcel, Fate fate) {
        held.decrementAndGet();
        parcel.fate().accept(fate);
    }

    private boolean execute(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // closed
        }
    }

    private void after(Duration pause, Runnable work) {
        if (pause.isZero()) {
            work.run();
            return;
        }
        try {
            var unused = thread.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
