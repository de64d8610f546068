/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import io.reveille.sms.SmsSubmit;
import java.util.concurrent.CompletionStage;

/**
 * A cellular modem driven by AT commands (3GPP TS 27.005, 27.007): takes the messages that arrive,
 * sends messages, tells its status.
 *
 * <p>It keeps itself going: whatever happens to the line or to the modem, it opens, initialises and
 * reads through the storages again. A message is deleted from the modem only after the inbox took
 * it.
 */
public final class Modem implements AutoCloseable {
    private final SerialConnector connector;
    private final ModemSettings settings;
    private volatile ModemState state = ModemState.CLOSED;
    private final java.util.concurrent.atomic.AtomicReference<java.util.Optional<SmsInbox>> inbox =
            new java.util.concurrent.atomic.AtomicReference<>(java.util.Optional.empty());

    /** A modem at the end of a line; nothing is opened yet. */
    public Modem(SerialConnector connector, ModemSettings settings) {
        this.connector = connector;
        this.settings = settings;
    }

    /**
     * Says who takes the messages, instead of whoever did so far; messages wait in the modem until
     * then.
     */
    public void deliverTo(SmsInbox inbox0) {
        inbox.set(java.util.Optional.of(inbox0));
    }

    /** Messages stay in the modem from now on, if this is the inbox that takes them. */
    public void stopDelivering(SmsInbox inbox0) {
        inbox.updateAndGet(now -> now.filter(i -> i != inbox0));
    }

    /** Opens the line and keeps it open; returns at once. Has no effect the second time. */
    public void open() {
        state = ModemState.OPENING;
    }

    /** Where the modem is now. */
    public ModemState state() {
        return state;
    }

    /** One sentence for people: how the modem is, and what to do if it is not well. */
    public String health() {
        return connector.address() + ": " + state.description() + settings;
    }

    /**
     * Sends one message.
     *
     * @return the message reference that the modem gave it, 0 to 255; fails with {@link
     *     SmsRefusedException}
     */
    public CompletionStage<Integer> send(SmsSubmit message) {
        return java.util.concurrent.CompletableFuture.failedFuture(
                new SmsRefusedException("not ready", -1, true));
    }

    /**
     * Asks the modem for its status; fails with {@link java.io.IOException} when it can't be asked.
     */
    public CompletionStage<ModemStatus> status() {
        return java.util.concurrent.CompletableFuture.failedFuture(
                new java.io.IOException("not ready"));
    }

    /** Closes the line for good. */
    @Override
    public void close() {
        state = ModemState.CLOSED;
    }
}
