/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.at;

import io.reveille.emulator.VendorProfile;
import io.reveille.sms.Address;
import io.reveille.sms.MessageClass;
import io.reveille.sms.Pdu;
import io.reveille.sms.ProtocolIdentifier;
import io.reveille.sms.SmsDeliver;
import io.reveille.sms.SmsStatusReport;
import io.reveille.sms.Tpdu;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Messages from the network: stored and announced, or shown and acknowledged, as {@code +CNMI} and
 * {@code +CSMS} say (TS 27.005 sections 3.2.1, 3.4.1). Belongs to the modem's thread.
 */
final class Arrivals {
    /** TP-FCS "memory capacity exceeded" (TS 23.040, 9.2.3.22). */
    static final int MEMORY_FULL = 0xD3;

    /** TP-FCS "unspecified error cause". */
    static final int UNSPECIFIED = 0xFF;

    private static final int MOST_BUFFERED = 32;
    private static final int MOST_WAITING = 64;

    private record Waiting(Tpdu tpdu, CompletableFuture<OptionalInt> outcome) {}

    private final VendorProfile profile;
    private final TerminalSettings settings;
    private final Faults faults;
    private final MessageStore store;
    private final Talker talker;
    private final Runnable acknowledgementDue;
    private final List<String> buffered = new ArrayList<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Optional<CompletableFuture<OptionalInt>> shown = Optional.empty();
    private boolean refused;
    Address serviceCentre;

    /**
     * Arrivals; the task is run when a message has been shown that has to be acknowledged in time.
     */
    Arrivals(
            VendorProfile profile,
            TerminalSettings settings,
            Faults faults,
            MessageStore store,
            Talker talker,
            Address serviceCentre,
            Runnable acknowledgementDue) {
        this.profile = profile;
        this.settings = settings;
        this.faults = faults;
        this.store = store;
        this.talker = talker;
        this.serviceCentre = serviceCentre;
        this.acknowledgementDue = acknowledgementDue;
    }

    /** Takes a message; the outcome is the failure cause, if it is not accepted. */
    void arrive(Tpdu tpdu, CompletableFuture<OptionalInt> outcome) {
        if (shown.isEmpty()) {
            take(tpdu, outcome);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(tpdu, outcome));
        } else {
            outcome.complete(OptionalInt.of(UNSPECIFIED));
        }
    }

    private void take(Tpdu tpdu, CompletableFuture<OptionalInt> outcome) {
        if (tpdu instanceof SmsDeliver deliver) {
            take(deliver, outcome);
        } else if (tpdu instanceof SmsStatusReport && settings.indications[3] == 1) {
            show(tpdu, outcome);
        } else if (tpdu instanceof SmsStatusReport && settings.indications[3] == 2) {
            outcome.complete(store(settings.memories[2], "+CDSI", true, tpdu));
        } else {
            outcome.complete(OptionalInt.empty());
        }
    }

    private void take(SmsDeliver deliver, CompletableFuture<OptionalInt> outcome) {
        Optional<MessageClass> kind = deliver.coding().messageClass();
        int routing = settings.indications[1];
        boolean toSim = kind.filter(MessageClass.SIM::equals).isPresent();
        boolean toScreen = kind.filter(MessageClass.IMMEDIATE::equals).isPresent();
        boolean toTerminal = kind.filter(MessageClass.TERMINAL_EQUIPMENT::equals).isPresent();
        if (deliver.protocol().equals(ProtocolIdentifier.TYPE_ZERO) || (toScreen && routing != 2)) {
            outcome.complete(OptionalInt.empty()); // seen by nobody
        } else if ((routing == 2 && !toSim) || (routing == 3 && toTerminal)) {
            show(deliver, outcome);
        } else {
            outcome.complete(
                    store(toSim ? "SM" : settings.memories[2], "+CMTI", routing >= 1, deliver));
        }
    }

    private void show(Tpdu tpdu, CompletableFuture<OptionalInt> outcome) {
        StoredMessage message = new StoredMessage(StoredMessage.Status.REC_UNREAD, pdu(tpdu));
        String header = tpdu instanceof SmsDeliver ? "+CMT: ," : "+CDS: ";
        announce(
                settings.textMode
                        ? new TextMode(settings).shown(message)
                        : Talker.pair(header + message.length(), message.hex()));
        if (settings.service == 0) {
            outcome.complete(OptionalInt.empty());
        } else {
            shown = Optional.of(outcome);
            acknowledgementDue.run();
        }
    }

    private OptionalInt store(String memory, String announcement, boolean announced, Tpdu tpdu) {
        StoredMessage message = new StoredMessage(StoredMessage.Status.REC_UNREAD, pdu(tpdu));
        OptionalInt index = faults.full ? OptionalInt.empty() : store.add(memory, message);
        if (index.isEmpty()) {
            refused = true;
            if (!profile.fullNotice().isEmpty()) {
                talker.unasked(List.of(profile.fullNotice()));
            }
            return OptionalInt.of(MEMORY_FULL);
        }
        if (announced) {
            announce(announcement + ": \"" + memory + "\"," + index.getAsInt());
        }
        return OptionalInt.empty();
    }

    private Pdu pdu(Tpdu tpdu) {
        return new Pdu(Optional.of(serviceCentre), tpdu);
    }

    private void announce(String lines) {
        if (settings.indications[0] != 0) {
            talker.unasked(List.of(lines));
        } else if (buffered.size() < MOST_BUFFERED) {
            buffered.add(lines);
        }
    }

    /** {@code +CNMI} was set: what was kept back is said now, or forgotten. */
    void indicationsSet() {
        if (settings.indications[0] != 0) {
            if (settings.indications[4] == 0) {
                buffered.forEach(lines -> talker.unasked(List.of(lines)));
            }
            buffered.clear();
        }
    }

    /** The terminal has the message that was shown, or does not; false when none was. */
    boolean acknowledge(OptionalInt failure) {
        if (shown.isEmpty()) {
            return false;
        }
        CompletableFuture<OptionalInt> outcome = shown.get();
        shown = Optional.empty();
        outcome.complete(failure);
        while (shown.isEmpty() && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            take(next.tpdu(), next.outcome());
        }
        return true;
    }

    /** No acknowledgement came in time: nothing is shown from now on (TS 27.005, 3.4.4). */
    void acknowledgementMissed() {
        if (shown.isPresent()) {
            settings.indications[1] = 0;
            settings.indications[3] = 0;
            acknowledge(OptionalInt.of(UNSPECIFIED));
        }
    }

    /** Whether a message was refused for want of room since the last time it was asked. */
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    /** A restart: nothing that was on the way arrives. */
    void reset() {
        buffered.clear();
        shown.ifPresent(outcome -> outcome.complete(OptionalInt.of(UNSPECIFIED)));
        shown = Optional.empty();
        waiting.forEach(next -> next.outcome().complete(OptionalInt.of(UNSPECIFIED)));
        waiting.clear();
    }
}
