/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.crypto.Octets;
import io.reveille.gateway.modem.Modem;
import io.reveille.gateway.modem.SmsInbox;
import io.reveille.gateway.signal.internal.RequestInSms;
import io.reveille.protocol.SignalChannel;
import io.reveille.protocol.TokenBucket;
import io.reveille.sms.Address;
import io.reveille.sms.WholeMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Access requests that come as short messages: octets for one of the application ports, octets
 * without ports that begin like a request (some drivers drop the ports), or text with a request in
 * its text form.
 *
 * <p>Nothing is ever answered. Other messages are left in the modem, unless the settings say
 * otherwise. It neither opens nor closes its modem.
 */
public final class SmsSignalSource implements SignalSource {
    private final Modem modem;
    private final SignalListener listener;
    private final SmsSignalSettings settings;
    private final RequestInSms requests;
    private final TokenBucket rate;
    private final SmsInbox inbox = this::received;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong putOff = new AtomicLong();

    /** Listens with the default settings. */
    public SmsSignalSource(Modem modem, SignalListener listener) {
        this(modem, listener, SmsSignalSettings.defaults());
    }

    /** Listens from now on. */
    public SmsSignalSource(Modem modem, SignalListener listener, SmsSignalSettings settings) {
        this.modem = modem;
        this.listener = listener;
        this.settings = settings;
        this.requests = new RequestInSms(settings.firstPort(), settings.lastPort());
        this.rate =
                new TokenBucket(
                        settings.burst(),
                        Duration.ofMinutes(1).dividedBy(settings.perMinute()),
                        System::nanoTime);
        modem.deliverTo(inbox);
    }

    private SmsInbox.Disposition received(WholeMessage message) {
        Optional<Octets> request = requests.find(message);
        if (request.isEmpty()) {
            return settings.deleteOthers() ? SmsInbox.Disposition.TAKEN : SmsInbox.Disposition.LEFT;
        }
        if (!rate.admits(SignalChannel.SMS)) {
            putOff.incrementAndGet();
            return SmsInbox.Disposition.LATER;
        }
        listener.received(SignalChannel.SMS, request.get(), origin(message.originator()));
        taken.incrementAndGet();
        return SmsInbox.Disposition.TAKEN;
    }

    /** A sender's name may have any characters in it, also line ends. */
    private static String origin(Address sender) {
        return "sms from " + sender.toString().replaceAll("[^\\x20-\\x7E]", "?");
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.SMS;
    }

    @Override
    public String health() {
        return modem.health()
                + "; "
                + taken
                + " possible access requests taken, "
                + putOff
                + " put off because there were too many at once";
    }

    @Override
    public void close() {
        modem.stopDelivering(inbox);
    }
}
