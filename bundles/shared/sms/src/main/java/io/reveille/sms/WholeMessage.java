/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message with all its parts.
 *
 * @param parts the parts in order, at least one
 */
public record WholeMessage(List<SmsDeliver> parts) {
    public WholeMessage {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a message has at least one part");
        }
    }

    /** Who sent it. */
    public Address originator() {
        return parts.get(0).originator();
    }

    /** The applications that exchange it. */
    public Optional<ApplicationPorts> ports() {
        return parts.get(0).userData().header().flatMap(UserDataHeader::ports);
    }

    /** The text; none where any part is octets. */
    public Optional<String> text() {
        StringBuilder text = new StringBuilder();
        for (SmsDeliver part : parts) {
            Optional<String> partText = part.userData().text();
            if (partText.isEmpty()) {
                return Optional.empty();
            }
            text.append(partText.get());
        }
        return Optional.of(text.toString());
    }

    /** The bodies joined: octets as they are, septets one an octet. */
    public OctetString body() {
        List<OctetString> bodies = new ArrayList<>();
        int length = 0;
        for (SmsDeliver part : parts) {
            OctetString body = part.userData().body();
            bodies.add(body);
            length += body.length();
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (OctetString body : bodies) {
            System.arraycopy(body.toArray(), 0, joined, at, body.length());
            at += body.length();
        }
        return OctetString.of(joined);
    }
}
