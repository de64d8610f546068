/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem;

import io.reveille.sms.WholeMessage;

/** Takes the short messages that a modem has received. */
@FunctionalInterface
public interface SmsInbox {

    /**
     * Looks at one message; the parts of a long one have been put together before.
     *
     * <p>Called on a thread of the modem's own, one message at a time: it may take some seconds, no
     * longer. An exception counts as {@link Disposition#LATER}.
     */
    Disposition received(WholeMessage message);

    /** What becomes of a message in the modem's storage. */
    enum Disposition {
        /** It is done with: delete it. */
        TAKEN,
        /** It is someone else's: leave it where it is and do not show it again. */
        LEFT,
        /** Not now: leave it where it is and show it again at the next sweep. */
        LATER
    }
}
