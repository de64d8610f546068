/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import io.reveille.emulator.internal.radio.LineLink;
import io.reveille.emulator.internal.radio.RadioMessage;
import io.reveille.sms.Direction;
import io.reveille.sms.OctetString;
import io.reveille.sms.SmsDecodeException;
import io.reveille.sms.SmsSubmit;
import io.reveille.sms.Tpdu;
import io.reveille.sms.TpduCodec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The centre's end of the link to a modem that has registered. */
final class ModemLink implements Outlet {
    private static final int ANSWER_SECONDS = 30;

    /** TP-FCS "unspecified error cause" (TS 23.040, 9.2.3.22). */
    private static final int UNSPECIFIED = 0xFF;

    private final LineLink link;
    private final String number;
    private final Forwarding forwarding;
    private final FromModem fromModem;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<Boolean>> deliveries = new ConcurrentHashMap<>();

    ModemLink(LineLink link, String number, Forwarding forwarding, FromModem fromModem) {
        this.link = link;
        this.number = number;
        this.forwarding = forwarding;
        this.fromModem = fromModem;
    }

    /** Serves the modem until it hangs up. */
    void run() throws IOException {
        Recipient recipient = Recipient.modem(number);
        link.send(new RadioMessage.Registered());
        forwarding.connect(recipient, this);
        try {
            for (Optional<RadioMessage> m = link.next(); m.isPresent(); m = link.next()) {
                take(recipient, m.get());
            }
        } finally {
            forwarding.disconnect(recipient, this);
            deliveries.values().forEach(outcome -> outcome.complete(false));
        }
    }

    private void take(Recipient recipient, RadioMessage message) {
        if (message instanceof RadioMessage.Delivered delivered) {
            answered(delivered.id(), true);
        } else if (message instanceof RadioMessage.Refused refused) {
            answered(refused.id(), false);
        } else if (message instanceof RadioMessage.MemoryAvailable) {
            forwarding.wake(recipient);
        } else if (message instanceof RadioMessage.Submit submit) {
            link.send(submitted(submit));
        }
    }

    private RadioMessage submitted(RadioMessage.Submit submit) {
        try {
            Tpdu tpdu = TpduCodec.decode(submit.tpdu().toArray(), Direction.MOBILE_ORIGINATED);
            if (tpdu instanceof SmsSubmit sms && fromModem.accept(number, sms)) {
                return new RadioMessage.Submitted(submit.id());
            }
        } catch (SmsDecodeException e) {
            // refused like anything else that can't be sent on
        }
        return new RadioMessage.Rejected(submit.id(), UNSPECIFIED);
    }

    private void answered(long id, boolean accepted) {
        Optional.ofNullable(deliveries.remove(id)).ifPresent(outcome -> outcome.complete(accepted));
    }

    @Override
    public CompletionStage<Boolean> deliver(Load load) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        if (!(load instanceof Load.ForModem sms)) {
            outcome.complete(false);
            return outcome;
        }
        long id = ids.incrementAndGet();
        deliveries.put(id, outcome);
        link.send(new RadioMessage.Deliver(id, OctetString.of(TpduCodec.encode(sms.tpdu()))));
        return outcome.completeOnTimeout(false, ANSWER_SECONDS, TimeUnit.SECONDS)
                .whenComplete((accepted, failure) -> deliveries.remove(id));
    }
}
