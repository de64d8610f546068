/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;

/** Sends on what SMPP clients submit, remembers what becomes of it, and tells those who ask. */
final class Submissions {
    private static final Duration DEFAULT_VALIDITY = Duration.ofDays(1);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(63 * 7L);
    private static final int CANCEL_SECONDS = 10;

    private final Forwarding forwarding;
    private final Recipient sender;
    private final MessageBook book = new MessageBook();
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param sender whom receipts go to
     */
    Submissions(Forwarding forwarding, Recipient sender) {
        this.forwarding = forwarding;
        this.sender = sender;
    }

    /** An id that no other message has. */
    String newId() {
        return Long.toString(ids.incrementAndGet());
    }

    /**
     * Sends a message on.
     *
     * @param id the message's, shared by all that one submit_multi is for
     * @throws ProcessRequestException with the status of SMPP 3.4 section 5.1.3 that says why not
     */
    void submit(String id, SubmitSm sm) throws ProcessRequestException {
        if (!sm.getDestAddress().matches("\\+?[0-9]{3,15}")) {
            throw new ProcessRequestException("no number", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        Recipient to = Recipient.modem(sm.getDestAddress());
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        AtomicBoolean notified = new AtomicBoolean();
        Parcel parcel =
                new Parcel(
                        to,
                        load(sm),
                        System.nanoTime() + validity(sm, now).toNanos(),
                        fate -> fares(id, to, sm, now, fate, notified));
        book.add(id, source(sm.getSourceAddr()), parcel);
        if (!forwarding.accept(parcel)) {
            book.remove(id, to);
            throw new ProcessRequestException("full", SMPPConstant.STAT_ESME_RMSGQFUL);
        }
    }

    /** How a message is that came from a source address. */
    Optional<MessageBook.Status> status(String id, String sourceAddress) {
        return book.status(id, source(sourceAddress));
    }

    /** Takes back what is on its way of one message; false when nothing is. */
    boolean cancel(String id, String sourceAddress) {
        return cancel(book.pending(id, source(sourceAddress)));
    }

    /** Takes back all that is on its way from one address to another; false when nothing is. */
    boolean cancelAll(String sourceAddress, String destination) {
        return cancel(book.pending(source(sourceAddress), Recipient.modem(destination)));
    }

    private boolean cancel(List<Parcel> parcels) {
        boolean any = false;
        for (Parcel parcel : parcels) {
            any |= isTakenBack(parcel);
        }
        return any;
    }

    private boolean isTakenBack(Parcel parcel) {
        CompletableFuture<Boolean> outcome = forwarding.cancel(parcel).toCompletableFuture();
        try {
            return outcome.get(CANCEL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false; // the centre is closing
        }
    }

    private static Load load(SubmitSm sm) throws ProcessRequestException {
        try {
            return new Load.ForModem(FromClient.deliver(sm, FromModem.now()));
        } catch (IllegalArgumentException e) {
            throw new ProcessRequestException(
                    e.getMessage(), SMPPConstant.STAT_ESME_RSUBMITFAIL, e);
        }
    }

    private static Duration validity(SubmitSm sm, OffsetDateTime now)
            throws ProcessRequestException {
        if (sm.getValidityPeriod() == null || sm.getValidityPeriod().isEmpty()) {
            return DEFAULT_VALIDITY;
        }
        try {
            Duration left = SmppTime.until(sm.getValidityPeriod(), now);
            return left.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : left;
        } catch (IllegalArgumentException e) {
            throw new ProcessRequestException(e.getMessage(), SMPPConstant.STAT_ESME_RINVEXPIRY, e);
        }
    }

    private void fares(
            String id,
            Recipient to,
            SubmitSm sm,
            OffsetDateTime submitted,
            Fate fate,
            AtomicBoolean notified) {
        if (fate != Fate.DELAYED) {
            book.ended(id, to, fate);
        }
        boolean first = fate != Fate.DELAYED || notified.compareAndSet(false, true);
        if (first && Receipts.isWanted(sm.getRegisteredDelivery(), fate)) {
            boolean unused =
                    forwarding.accept(
                            new Parcel(
                                    sender,
                                    Receipts.receipt(id, sm, submitted, fate),
                                    System.nanoTime() + DEFAULT_VALIDITY.toNanos(),
                                    nobody -> {}));
        }
    }

    /** An address as it is compared: a client may leave out its own. */
    private static String source(String address) {
        return address == null ? "" : address;
    }
}
