/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.gateway.signal.internal.mail.MailWatch;
import io.reveille.protocol.SignalChannel;

/**
 * Access requests that come as e-mails to a mailbox of the gateway's own: in their text form in the
 * text of the mail, or as an attachment.
 *
 * <p>Nothing is ever answered. Mails with requests are moved or flagged, all others left as they
 * are; the newest mail is looked at first, for it is the one that somebody waits for. There is one
 * connection, which is made again whenever it is lost.
 *
 * <p>Needs Jakarta Mail and Angus Mail, which are loaded when one is made, not before.
 */
public final class MailSignalSource implements SignalSource {
    private final MailWatch watch;

    /**
     * Reads the mailbox from now on; returns at once.
     *
     * @param gatewayId for the names of threads
     */
    public MailSignalSource(MailSettings settings, String gatewayId, SignalListener listener) {
        watch = new MailWatch(settings, listener);
        watch.start("reveille-mail-" + gatewayId);
    }

    @Override
    public SignalChannel channel() {
        return SignalChannel.EMAIL;
    }

    @Override
    public String health() {
        return watch.health();
    }

    @Override
    public void close() {
        watch.close();
    }
}
