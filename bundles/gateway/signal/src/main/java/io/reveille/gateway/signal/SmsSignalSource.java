/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.gateway.modem.Modem;
import io.reveille.protocol.SignalChannel;

/** Access requests that come as short messages. It neither opens nor closes its modem. */
public final class SmsSignalSource implements SignalSource {
    private final Modem modem;
    private final io.reveille.gateway.modem.SmsInbox inbox =
            m -> io.reveille.gateway.modem.SmsInbox.Disposition.LEFT;

    /** Listens with the default settings. */
    public SmsSignalSource(Modem modem, SignalListener listener) {
        this(modem, listener, SmsSignalSettings.defaults());
    }

    /** Listens from now on. */
    public SmsSignalSource(Modem modem, SignalListener listener, SmsSignalSettings settings) {
        this.modem = modem;
        modem.deliverTo(inbox);
        settings.burst();
        var unused = listener.hashCode();
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.SMS;
    }

    @Override
    public String health() {
        return modem.health();
    }

    @Override
    public void close() {
        modem.stopDelivering(inbox);
    }
}
