/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import io.reveille.gateway.modem.internal.driver.ModemWorker;
import io.reveille.sms.SmsSubmit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A cellular modem driven by AT commands (3GPP TS 27.005, 27.007): takes the messages that arrive,
 * sends messages, tells its status.
 *
 * <p>It keeps itself going: whatever happens to the line or to the modem, it opens, initialises and
 * reads through the storages again. A message is deleted from the modem only after the inbox took
 * it.
 */
public final class Modem implements AutoCloseable {
    private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

    private final String address;
    private final AtomicReference<Optional<SmsInbox>> inbox =
            new AtomicReference<>(Optional.empty());
    private final ModemWorker worker;
    private final Thread thread;

    /** A modem at the end of a line; nothing is opened yet. */
    public Modem(SerialConnector connector, ModemSettings settings) {
        this.address = connector.address();
        this.worker = new ModemWorker(connector, settings, inbox);
        this.thread = new Thread(worker, "modem");
        thread.setDaemon(true);
    }

    /**
     * Says who takes the messages, instead of whoever did so far. Until someone does, messages wait
     * in the modem. A new inbox is shown all messages that are there, also those that another one
     * left.
     */
    public void deliverTo(SmsInbox newInbox) {
        inbox.set(Optional.of(newInbox));
        worker.look();
    }

    /** Messages stay in the modem from now on, if this is the inbox that takes them. */
    public void stopDelivering(SmsInbox oldInbox) {
        var unused = inbox.updateAndGet(now -> now.filter(taker -> taker != oldInbox));
    }

    /**
     * Opens the line and keeps it open; returns at once. Once closed, a modem is not opened again.
     */
    public synchronized void open() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Where the modem is now. */
    public ModemState state() {
        return worker.condition().state();
    }

    /** One sentence for people: how the modem is, and what to do if it is not well. */
    public String health() {
        return "modem at " + address + ": " + worker.describe();
    }

    /**
     * Sends one message, without asking what becomes of it.
     *
     * @return the message reference that the modem gave it, 0 to 255; fails like {@link
     *     #send(SmsSubmit, Consumer)}
     */
    public CompletionStage<Integer> send(SmsSubmit message) {
        return worker.send(message, Optional.empty()).thenApply(SentSms::reference);
    }

    /**
     * Sends one message and asks the service centre for a status report (TP-SRR). A message that is
     * refused for a reason that may pass is offered again, as {@link SendSettings} say; one that
     * may have been sent is not.
     *
     * @param news takes what the status reports tell, on a thread of the modem's own, after the
     *     result has been completed: any number of times {@link SmsFate.Outcome#PENDING}, then once
     *     what is final, unless the message was not sent at all
     * @return done when the centre has accepted it; fails with {@link SmsRefusedException}
     */
    public CompletionStage<SentSms> send(SmsSubmit message, Consumer<SmsFate> news) {
        return worker.send(message, Optional.of(news));
    }

    /**
     * Asks the modem for its status; fails with {@link java.io.IOException} when it can't be asked.
     */
    public CompletionStage<ModemStatus> status() {
        return worker.status();
    }

    /** The status as it was last asked for; does not ask and does not wait. */
    public Optional<ModemStatus> lastStatus() {
        return worker.lastStatus();
    }

    /** The time that the network told the modem last, since this modem was opened. */
    public Optional<NetworkTime> networkTime() {
        return worker.networkTime();
    }

    /** Closes the line for good. */
    @Override
    public void close() {
        worker.stop();
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSING_TIME.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
