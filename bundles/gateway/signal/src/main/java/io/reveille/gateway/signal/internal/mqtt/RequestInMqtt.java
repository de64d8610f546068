/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.signal.internal.mqtt;

import io.reveille.crypto.Octets;
import io.reveille.protocol.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds what may be an access request in the payload of a message. */
public final class RequestInMqtt {
    /** More than the longest request. */
    private static final int MOST_OCTETS = 512;

    /** A person may put some words around the text form. */
    private static final int MOST_TEXT = 2_048;

    /** Magic and version 1, the first octet of a request. */
    private static final byte MAGIC = (byte) 0xD1;

    private RequestInMqtt() {}

    /** The octets as they are, or those that stand in their text form in a text. */
    public static Optional<Octets> find(Octets payload) {
        if (payload.length() == 0 || payload.length() > MOST_TEXT) {
            return Optional.empty();
        }
        byte[] octets = payload.toArray();
        Optional<Octets> written =
                octets[0] == MAGIC
                        ? Optional.empty()
                        : TextForm.find(new String(octets, StandardCharsets.ISO_8859_1));
        return written.or(() -> Optional.of(payload)).filter(o -> o.length() <= MOST_OCTETS);
    }
}
