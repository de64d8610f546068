/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import io.reveille.sms.Alphabet;
import io.reveille.sms.ApplicationPorts;
import io.reveille.sms.OctetString;
import io.reveille.sms.WholeMessage;
import java.util.Optional;

/** Finds what may be an access request in a short message. */
public final class RequestInSms {
    /** More than the longest request, and far less than the longest message. */
    private static final int MOST_OCTETS = 512;

    /** Magic and version 1, the first octet of a request. */
    private static final int MAGIC = 0xD1;

    private final int firstPort;
    private final int lastPort;

    /** Octets for these application ports are taken, whatever they begin with. */
    public RequestInSms(int firstPort, int lastPort) {
        this.firstPort = firstPort;
        this.lastPort = lastPort;
    }

    /** The octets that may be a request, if there are any. */
    public Optional<Octets> find(WholeMessage message) {
        boolean octets =
                message.parts().stream()
                        .allMatch(part -> part.userData().alphabet() == Alphabet.OCTETS);
        if (octets) {
            return isForUs(message)
                    ? Optional.of(Octets.of(message.body().toArray()))
                    : Optional.empty();
        }
        return message.text().flatMap(this::find);
    }

    /** The same in a text. */
    public Optional<Octets> find(String text) {
        return TextForm.find(text).filter(o -> o.length() <= MOST_OCTETS);
    }

    /** The same in octets whose ports are not known. */
    public Optional<Octets> find(Octets body) {
        return Optional.of(body).filter(RequestInSms::beginsLikeOne);
    }

    private static boolean beginsLikeOne(Octets body) {
        return body.length() > 0 && body.length() <= MOST_OCTETS && body.at(0) == MAGIC;
    }

    private boolean isForUs(WholeMessage message) {
        OctetString body = message.body();
        if (body.length() == 0 || body.length() > MOST_OCTETS) {
            return false;
        }
        Optional<ApplicationPorts> ports = message.ports();
        return ports.isPresent()
                ? ports.get().destination() >= firstPort && ports.get().destination() <= lastPort
                : body.at(0) == MAGIC;
    }
}
