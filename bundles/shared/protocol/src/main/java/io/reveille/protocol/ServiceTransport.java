/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What carries a service that a gateway offers. */
public enum ServiceTransport {
    /** Connections: one stream of the tunnel each. */
    TCP,
    /** Datagrams: all that one client address sends and gets is one flow, one stream each. */
    UDP;

    /** {@code tcp} or {@code udp}, as settings, JSON and DNS (RFC 2782) write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The transport that {@link #text} gives this text. */
    public static Optional<ServiceTransport> of(String text) {
        return Arrays.stream(values())
                .filter(transport -> transport.text().equals(text))
                .findFirst();
    }
}
