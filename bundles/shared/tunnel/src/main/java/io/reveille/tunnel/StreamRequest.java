/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tunnel;

import java.util.Objects;
import java.util.Optional;

/**
 * What the proxy asks of a gateway for one client.
 *
 * @param authority the service wanted: its name or {@code host:port} as offered; {@link
 *     TunnelControl#AUTHORITY} is refused with 404
 * @param client who is asking, for the gateway's audit, at most 100 printable characters
 * @param target the {@code host:port} of the client's own CONNECT request, which Digest
 *     authentication covers (RFC 7616 section 3.4.6); empty where there was none
 * @param credentials the value of the client's own {@code Proxy-Authorization} field (RFC 9110
 *     section 11.7.2), which is meant for the gateway: it decides, 200 or 407. At most {@value
 *     #LONGEST_CREDENTIALS} printable characters; a secret, not in {@link #toString}
 */
public record StreamRequest(
        String authority, String client, String target, Optional<String> credentials) {

    /** How long the client's credentials may be. */
    public static final int LONGEST_CREDENTIALS = 4096;

    public StreamRequest {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(target, "target");
        credentials = credentials.filter(StreamRequest::isField);
    }

    /** A request without credentials. */
    public StreamRequest(String authority, String client) {
        this(authority, client, "", Optional.empty());
    }

    /** What no field can be is passed on as none: the gateway then asks for it. */
    private static boolean isField(String value) {
        return value.length() <= LONGEST_CREDENTIALS
                && !value.isEmpty()
                && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    @Override
    public String toString() {
        return "StreamRequest[" + authority + " for " + client + "]";
    }
}
