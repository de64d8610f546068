/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The latest DNS lookup of each gateway and service, in memory, bounded: the oldest go first. */
@ProviderType
public interface LookupLog {
    /**
     * Notes a lookup.
     *
     * @param service empty for a query for the gateway's address
     */
    void lookup(
            String gatewayId,
            String service,
            InetAddress asker,
            Instant query,
            Instant answer,
            String answerText);

    /** The latest lookup of the service or of the gateway's address, whichever is later. */
    Optional<Lookup> latest(String gatewayId, String service);
}
