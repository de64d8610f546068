/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.List;

/**
 * Where clients have services by HTTPS or TLS, for HTTPS records (RFC 9460).
 *
 * @param port 1 to 65535
 * @param protocols what is spoken there, as ALPN names it; none: what HTTPS is by itself
 */
public record HttpsEntry(int port, List<String> protocols) {
    static final int DEFAULT_PORT = 443;

    public HttpsEntry {
        protocols = List.copyOf(protocols);
    }
}
