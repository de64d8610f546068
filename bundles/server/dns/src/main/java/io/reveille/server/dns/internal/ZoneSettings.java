/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.dns.internal;

import java.util.List;

/**
 * What the zone says beside where services are.
 *
 * @param signed whether answers are signed (DNSSEC)
 * @param httpsPort the public port of the entry for HTTPS, if it is another than it listens at; 0:
 *     that
 * @param nameServers beside {@code ns.<zone>}, at most 12
 */
public record ZoneSettings(boolean signed, int httpsPort, List<NameServer> nameServers) {
    private static final int MOST_NAME_SERVERS = 12;

    /** Signed, and nothing else. */
    public static final ZoneSettings DEFAULT = new ZoneSettings(true, 0, List.of());

    public ZoneSettings {
        nameServers = List.copyOf(nameServers);
        if (httpsPort < 0 || httpsPort > 65535) {
            throw new IllegalArgumentException(
                    "https.port must be 0 to 65535, but is " + httpsPort);
        }
        if (nameServers.size() > MOST_NAME_SERVERS) {
            throw new IllegalArgumentException(
                    "name.servers: at most %d, but there are %d"
                            .formatted(MOST_NAME_SERVERS, nameServers.size()));
        }
    }
}
