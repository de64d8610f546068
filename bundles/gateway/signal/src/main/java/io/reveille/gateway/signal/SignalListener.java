/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.SignalChannel;

/** Takes what may be an access request, whichever channel brought it. */
@FunctionalInterface
public interface SignalListener {

    /**
     * Takes one. Nothing about the octets is known but that they could be an access request.
     *
     * <p>To return means to have taken it, whether it was any good or not; after an exception the
     * channel keeps it and offers it again.
     *
     * @param origin where it came from, for the audit log, such as {@code sms from +4915112345678};
     *     not to be trusted
     */
    void received(SignalChannel channel, Octets octets, String origin);
}
