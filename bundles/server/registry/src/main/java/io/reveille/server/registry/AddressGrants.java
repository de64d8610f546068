/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * "Open for N minutes for this address": lets anyone who comes from an address reach a service for
 * a while, for clients that can't say who they are. Reading is from memory and cheap; changes are
 * on disk on return.
 */
@ProviderType
public interface AddressGrants {
    /** How long a grant lasts at most. */
    Duration LONGEST = Duration.ofHours(24);

    /** Whether the service is open for that address now. */
    default boolean isOpen(String gatewayId, String service, InetAddress client) {
        return find(gatewayId, service, client).isPresent();
    }

    /** The grant by which the service is open for that address now; the one that lasts longest. */
    Optional<AddressGrant> find(String gatewayId, String service, InetAddress client);

    /**
     * Opens a service, or all of a gateway's services, for an address. The same again lasts longer.
     *
     * @param by on whose behalf: must be allowed to reach what is opened
     * @param service its name, or {@code *} for all that {@code by} may reach; not if the scope of
     *     {@code by} is less than all services
     * @param validity up to {@link #LONGEST}
     * @throws IllegalArgumentException if there is no such gateway or service, {@code by} may not
     *     reach it or is no user of the registry, or the time is not in range
     * @throws IllegalStateException if too many are open already
     */
    AddressGrant open(
            ClientIdentity by,
            String gatewayId,
            String service,
            InetAddress client,
            Duration validity);

    /** What is open now, by time of its end; of one user, if given. */
    List<AddressGrant> grants(Optional<String> user);

    /**
     * Ends a grant before its time.
     *
     * @return the grant that has ended, if there was one of that id
     */
    Optional<AddressGrant> close(String id);
}
