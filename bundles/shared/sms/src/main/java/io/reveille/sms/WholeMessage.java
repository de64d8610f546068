/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.sms;

import io.reveille.sms.internal.Joined;
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

    /**
     * The text; none where any part is octets. Characters that a sender has cut in two are whole
     * again.
     */
    public Optional<String> text() {
        return Joined.text(parts.stream().map(SmsDeliver::userData).toList());
    }

    /** The bodies joined: octets as they are, septets one an octet. */
    public OctetString body() {
        return Joined.body(parts.stream().map(SmsDeliver::userData).toList());
    }
}
